import type { Context } from '../context.ts';
import { Failure, usage } from '../failure.ts';
import type { ListedRecord, RecordsAnswer } from '../http/answers.ts';
import { type Api, path } from '../http/api.ts';
import { ended } from '../http/jobs.ts';
import { type Cell, table } from '../terminal/table.ts';
import { type Look, toldAs } from './kpiTable.ts';

import { valueText } from './values.ts';
import { leftOutText } from './words.ts';

/** As many as the API lists at once. */
const most = 1000;

/** `owner=ana` or `owner:ana`; without a key the records that have none. */
const segmentsOf = (pairs: unknown): [name: string, value: string][] =>
  (Array.isArray(pairs) ? pairs.map(String) : []).map((pair) => {
    const [, by, key] = /^([^=:]+)[=:](.*)$/s.exec(pair) ?? [];
    if (by === undefined || key === undefined)
      throw usage(`--segment ${JSON.stringify(pair)}: write it as by=key, for example --segment owner=ana`);
    return ['segment', `${by}:${key}`];
  });

export interface RecordsAsked {
  readonly workspace: string;
  readonly period: string;
  readonly kpi: string;
  /** As they were written on the command line. */
  readonly segment: unknown;
}

/** The records behind a number; waits for them where that takes long. */
export const askRecords = async (
  context: Pick<Context, 'sleep'>,
  api: Api,
  { workspace, period, kpi, segment }: RecordsAsked,
): Promise<RecordsAnswer> => {
  const query = new URLSearchParams([['limit', String(most)], ...segmentsOf(segment)]);
  const at = `${path`/v1/workspaces/${workspace}/reviews/${period}/kpis/${kpi}/records`}?${query}`;
  const answer = await api.send({ method: 'GET', path: at });
  if (answer.status !== 202) return JSON.parse(answer.text) as RecordsAnswer;
  const { job } = JSON.parse(answer.text) as { job: string };
  const { answer: listed } = await ended(context, api, job);
  if (!listed) throw new Failure(`The job ${job} is done, and holds no records.`);
  return listed;
};

const segmentText = ({ by, key }: RecordsAnswer['segment'][number]): string => `${by}=${key ?? ''}`;

const heading = (answer: RecordsAnswer, { names }: Look): string =>
  [answer.workspace, answer.period, names.get(answer.kpi) ?? answer.kpi, ...answer.segment.map(segmentText)].join(
    ' · ',
  );

const toldOf = (answer: RecordsAnswer, look: Look, value: number | null, n: number): string =>
  `${valueText(value, toldAs(look, { id: answer.kpi, unit: answer.unit }), answer.currency)} (n ${n.toLocaleString('en')})`;

/** What the number is now, and what the review told where that was something else. */
const values = (answer: RecordsAnswer, look: Look): string => {
  const { value, n, review, missing } = answer;
  const now = `${toldOf(answer, look, value, n)}${missing ? `: ${missing.text}` : ''}`;
  if (!review || (review.value === value && review.n === n)) return now;
  return `${now}; the review of version ${review.version} told ${toldOf(answer, look, review.value, review.n)}`;
};

const countsAs = ({ role, part, partBefore, leftOut }: ListedRecord): string =>
  [
    ...(role === null ? [] : [role]),
    ...(part === undefined
      ? []
      : [partBefore === undefined || partBefore === part ? part : `${part}, before ${partBefore}`]),
    ...(leftOut === undefined ? [] : [`left out, ${leftOutText(leftOut)}`]),
  ].join(' · ');

const saying = ({ fields, subscriptions = [] }: ListedRecord): string =>
  [
    ...Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`])),
    ...subscriptions.map(
      ({ id, mrr, endedAt }) => `${id}: mrr ${mrr ?? '—'}${endedAt === null ? '' : `, ended ${endedAt}`}`,
    ),
  ].join(' · ');

/** The records behind a number as lines for a terminal, each with what it says and where it is seen beside it. */
export const recordLines = (answer: RecordsAnswer, look: Look): string[] => {
  const { colours, width } = look;
  const { records, total, more } = answer;
  const rows = records.map((listed): Cell[] => [
    { text: `${listed.source}:${listed.record}:${listed.id}`, style: colours.dim },
    { text: listed.name ?? '' },
    { text: countsAs(listed) },
  ]);
  const notes = records.map((listed) => ({
    text: [saying(listed), listed.url ?? ''].filter((text) => text !== '').join(' · '),
    style: colours.dim,
  }));
  return [
    heading(answer, look),
    values(answer, look),
    '',
    ...(rows.length === 0
      ? ['No record counts.']
      : table([{ title: 'record' }, { title: 'name' }, { title: 'counts as' }], rows, {
          width,
          notes,
          titleStyle: colours.dim,
        })),
    ...(more > 0
      ? ['', `${more.toLocaleString('en')} of ${total.toLocaleString('en')} are not shown: name a --segment.`]
      : []),
  ];
};
