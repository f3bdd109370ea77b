import type { SourceHealth } from '../http/answers.ts';

const dayMs = 86_400_000;

export type Day = SourceHealth['days'][number];

const none = { deliveries: 0, failed: 0, wrongAccount: 0, refused: 0, observations: 0, rejected: 0 };

/** The latest UTC day that the server counts: its clock is what it said of the last delivery, else that of the last count. */
const todayOf = ({ lastAt, quietFor, days }: SourceHealth): number | null => {
  if (lastAt !== null && quietFor !== null) return Date.parse(lastAt) + quietFor * 1000;
  const last = days.at(-1)?.day;
  return last === undefined ? null : Date.parse(last);
};

/** The last `number` UTC days of a source, the oldest first, those without any too; none where nothing ever came. */
export const lastDays = (source: SourceHealth, number: number): Day[] => {
  const today = todayOf(source);
  if (today === null) return [];
  return Array.from({ length: number }, (_, index) => {
    const day = new Date(today - (number - 1 - index) * dayMs).toISOString().slice(0, 10);
    return source.days.find((known) => known.day === day) ?? { day, ...none };
  });
};
