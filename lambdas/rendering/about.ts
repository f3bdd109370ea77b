import type { Coverage, Flag, KpiResult, LeftOut, Restatement } from '../domain/reviews/document.ts';
import type { KpiView } from './kpiView.ts';
import { clean } from './language/clean.ts';
import type { Language } from './language/language.ts';
import { formatDay, formatInstant, formatZone } from './language/periods.ts';
import type { Reading } from './reading.ts';
import { sourceName } from './sources.ts';
import { rowPeriods } from './trend.ts';

/** How far the numbers can be trusted, a sentence each. */
export interface About {
  readonly restatements: readonly string[];
  readonly coverage: readonly string[];
  readonly leftOut: readonly string[];
  /** What the words beside the numbers mean; only those that stand there. */
  readonly words: readonly string[];
  /** How to read the charts, where there are any. */
  readonly bars: string | null;
  readonly computed: string;
}

/**
 * What a source said of the period, and then what came in from it meanwhile: history may have been told later. A review of
 * a scope has no counts of it: they would be the whole workspace's.
 */
const coverageOf = (reading: Reading, coverage: Coverage): string => {
  const { language, periods, rendered } = reading;
  const { observations, lastAt, silent, unread, deliveries = 0, failed = 0, wrongAccount = 0 } = coverage;
  const { unresolved = 0, untied = 0 } = coverage;
  const { period, timeZone } = rendered.document;
  const said = { source: sourceName(coverage), period: periods.long(period) };
  const day = lastAt === null ? null : formatDay(language, lastAt, timeZone);
  return [
    day === null
      ? language.say(silent && deliveries === 0 ? 'about.coverageSilent' : 'about.coverageNone', said)
      : observations === undefined
        ? language.say('about.coverageHeard', { ...said, day })
        : language.say('about.coverage', { ...said, day, observations }),
    ...(unread ? [language.say('about.unread')] : []),
    ...(deliveries > 0 ? [language.say('about.deliveries', { deliveries })] : []),
    ...(failed > 0 ? [language.say('about.failed', { failed })] : []),
    ...(wrongAccount > 0
      ? [language.say(silent ? 'about.wrongAccountOnly' : 'about.wrongAccount', { ...said, wrongAccount })]
      : []),
    ...(unresolved > 0 ? [language.say('about.unresolved', { records: unresolved })] : []),
    ...(untied > 0 ? [language.say('about.untied', { customers: untied, source: said.source })] : []),
  ].join(' ');
};

const restatementOf = (reading: Reading, kpis: readonly KpiResult[], restatement: Restatement): string[] => {
  const kpi = kpis.find(({ id }) => id === restatement.kpi);
  if (!kpi) return [];
  const { was, is, period, cause, records } = restatement;
  const tell = (value: number | null): string => (value === null ? '' : reading.tell(kpi, value));
  const name = is === null ? 'about.restatementGone' : was === null ? 'about.restatementFrom' : 'about.restatement';
  return [
    reading.language.say(name, {
      kpi: reading.nameOf(kpi.id),
      period: reading.periods.within(period, reading.rendered.document.period),
      is: tell(is),
      was: tell(was),
      cause: reading.language.say(`about.${cause}`, { records }),
    }),
  ];
};

/** `noClosedAt` is a record without its `closedAt`. */
const fieldOf = (code: string): string | null => {
  const [, field] = /^no(\p{Lu}.*)$/u.exec(code) ?? [];
  return field === undefined ? null : field.charAt(0).toLowerCase() + field.slice(1);
};

const reasonOf = ({ find, say }: Language, { code, records }: LeftOut): string => {
  const specific = find(`leftOut.${code}`, { records });
  if (specific !== null) return specific;
  const field = fieldOf(code);
  const name = field === null ? null : find(`fields.${field}`);
  return name === null
    ? say('leftOut.unknown', { records, code: clean(code) })
    : say('leftOut.without', { records, field: name });
};

const mostNames = 4;

const abridged = (names: readonly string[]): string =>
  [...names.slice(0, mostNames), ...(names.length > mostNames ? [`+${names.length - mostNames}`] : [])].join(', ');

/** The same records are often left out of several KPIs for one reason: they are told once. */
const leftOutOf = (reading: Reading, kpis: readonly KpiResult[]): string[] => {
  const groups = new Map<string, { what: string; names: string[] }>();
  for (const { id, leftOut } of kpis) {
    for (const one of leftOut) {
      const name = `${one.code} ${one.records} ${one.example}`;
      const group = groups.get(name) ?? { what: reasonOf(reading.language, one), names: [] };
      group.names.push(reading.nameOf(id));
      groups.set(name, group);
    }
  }
  return [...groups.values()].map(({ what, names }) =>
    reading.language.say('leftOut.sentence', { what, kpis: abridged(names) }),
  );
};

const wordsOf = (reading: Reading, kpis: readonly KpiResult[], views: readonly KpiView[]): string[] => {
  const { say } = reading.language;
  const flags: readonly Flag[] = ['thin', 'stillOpen', 'partial'];
  const words = new Set(views.flatMap(({ previous, lastYear }) => [previous?.change.word, lastYear?.change.word]));
  const known = kpis.filter(({ value }) => value !== null);
  const isFlagged = (flag: Flag): boolean =>
    known.some((kpi) => kpi.flags.includes(flag) && !(flag === 'partial' && kpi.silent));
  return [
    ...(words.has(say('changes.noise')) ? [say('about.noise')] : []),
    ...(words.has(say('changes.little')) ? [say('about.little')] : []),
    ...flags.filter((flag) => isFlagged(flag) || words.has(say(`flags.${flag}`))).map((flag) => say(`about.${flag}`)),
    ...(known.some(({ silent }) => silent) ? [say('about.silent')] : []),
  ];
};

const barsOf = (reading: Reading, views: readonly KpiView[]): string | null => {
  const trend = views.find((view) => view.trend !== null)?.trend;
  return trend ? reading.language.say('about.bars', { from: trend.from, to: trend.to, count: rowPeriods }) : null;
};

/** @param views of those of the KPIs that have a value */
export const aboutOf = (reading: Reading, kpis: readonly KpiResult[], views: readonly KpiView[]): About => {
  const { document } = reading.rendered;
  return {
    restatements: document.restatements.flatMap((restatement) => restatementOf(reading, kpis, restatement)),
    coverage: document.coverage.map((coverage) => coverageOf(reading, coverage)),
    leftOut: leftOutOf(reading, kpis),
    words: wordsOf(reading, kpis, views),
    bars: barsOf(reading, views),
    computed: reading.language.say('about.computed', {
      instant: formatInstant(reading.language, document.computedAt, document.timeZone),
      zone: formatZone(reading.language, document.timeZone),
      version: document.version,
    }),
  };
};
