import type { KpiResult } from '../domain/reviews/document.ts';
import type { Reading } from './reading.ts';
import { sourcesOf } from './silence.ts';

/** KPIs that share a reason for having no value. */
export interface MissingView {
  readonly reason: string;
  readonly kpis: readonly string[];
  readonly names: string;
}

/** `deal.closedAt`, `survey[nps].score`; `spend` alone is the whole record. */
const fieldForm = /^([a-z]+)(?:\[[^\]]*\])?(?:\.(.+))?$/;

/** Fields of one alternative, by record: `deals with outcome and closing date`. */
const wordFields = (reading: Reading, paths: readonly string[]): string => {
  const { language } = reading;
  const byRecord = new Map<string, string[]>();
  for (const path of paths) {
    const [, record = path, field] = fieldForm.exec(path.trim()) ?? [];
    const fields = byRecord.get(record) ?? [];
    byRecord.set(record, fields);
    const name = field === undefined ? null : (language.find(`fields.${field}`) ?? field);
    if (name !== null && !fields.includes(name)) fields.push(name);
  }
  return language.all(
    [...byRecord].map(([record, fields]) => {
      const records = language.find(`records.${record}`) ?? record;
      return fields.length === 0 ? records : language.say('missing.with', { records, fields: language.all(fields) });
    }),
  );
};

/** What any of serves: where one of them says `and` itself, each begins anew, so that what is within it reads together. */
const anyOf = (reading: Reading, alternatives: readonly (readonly string[])[]): string => {
  const { any, say } = reading.language;
  const worded = alternatives.map((paths) => wordFields(reading, paths));
  return alternatives.every((paths) => paths.length === 1)
    ? any(worded)
    : worded.reduce((first, second) => say('missing.or', { first, second }));
};

/** What a value waits for, in words: demands that stand beside each other are numbered. Fields are joined by ` and `, alternatives by ` | `. */
const wordNeeds = (reading: Reading, needs: readonly string[]): string => {
  const alternatives = needs.map((need) => need.split(' | ').map((paths) => paths.split(' and ')));
  // What is needed in any case is told together, so that three fields of a deal are one demand.
  const firm = alternatives.filter((one) => one.length === 1).flat(2);
  const choices = alternatives.filter((one) => one.length > 1).map((one) => anyOf(reading, one));
  const demands = [...(firm.length > 0 ? [wordFields(reading, firm)] : []), ...choices];
  if (demands.length === 1) return demands.join('');
  return demands.map((need, index) => reading.language.say('missing.each', { n: index + 1, need })).join('; ');
};

const reasonOf = (reading: Reading, { id, missing, silent }: KpiResult): string => {
  const { language } = reading;
  if (silent) return language.say('missing.silent', { sources: sourcesOf(reading, silent) });
  if (missing === null) return language.say('missing.unknown');
  const specific = missing.code === 'noData' ? null : language.find(`missing.${missing.code}`);
  // The catalogue tells which fields are alternatives; the document names those that nobody has stated.
  const needs = reading.rendered.catalogue.find((kpi) => kpi.id === id)?.needs ?? missing.needs;
  return (
    specific ??
    (needs.length > 0
      ? language.say('missing.needs', { needs: wordNeeds(reading, needs) })
      : language.say('missing.unknown'))
  );
};

/** The KPIs without a value, together by what they wait for. */
export const missingOf = (reading: Reading, kpis: readonly KpiResult[]): MissingView[] => {
  const byReason = new Map<string, string[]>();
  for (const kpi of kpis) {
    if (kpi.value !== null) continue;
    const reason = reasonOf(reading, kpi);
    byReason.set(reason, [...(byReason.get(reason) ?? []), kpi.id]);
  }
  return [...byReason].map(([reason, ids]) => ({
    reason,
    kpis: ids,
    names: reading.language.all(ids.map(reading.nameOf)),
  }));
};

/** Reasons that nobody can mend by sending more: there was nothing to tell. */
const nothingToSend: ReadonlySet<string> = new Set([
  'zeroDenominator',
  'noNewCustomers',
  'noWins',
  'noCycle',
  'noChurn',
]);

/** How to send what is missing; `null` where nothing is that could be sent, or all of it is of a source that is connected. */
export const howToSend = (reading: Reading, kpis: readonly KpiResult[]): string | null => {
  const isWanting = ({ value, missing, silent }: KpiResult): boolean =>
    value === null && !silent && !nothingToSend.has(missing?.code ?? '');
  if (!kpis.some(isWanting)) return null;
  const [admin] = reading.rendered.configuration.admins;
  return admin === undefined
    ? reading.language.say('missing.howAlone')
    : reading.language.say('missing.how', { admin });
};
