import type { Need } from '../kpis/kpi.ts';
import type { RecordView } from '../records/view.ts';
import { fieldsOf, type RecordType, recordTypes } from '../records/vocabulary.ts';
import type { Missing } from './document.ts';
import type { Presences } from './presence.ts';

/** `survey[nps].score`: a field of a record whose `kind` is given. */
const fieldPattern = /^(\w+)(?:\[(\w+)\])?\.(.+)$/;

interface Wanted {
  readonly name: string;
  readonly type: string;
  readonly kind: string | null;
  readonly field: string;
}

export const wanted = (name: string): Wanted => {
  const [, type = '', kind = null, field = ''] = fieldPattern.exec(name) ?? [];
  return { name, type, kind, field };
};

const isStated = ({ field, kind }: Wanted, record: RecordView): boolean =>
  record.current(field) !== undefined && (kind === null || record.current('kind') === kind);

/** What an activity states, whose record keeps presences alone. */
const saidBy =
  ({ whose, kinds }: Presences) =>
  ({ field }: Wanted): boolean =>
    field === whose || field === 'at' || (field === 'feature' && kinds.some(({ feature }) => feature !== null));

const firstOf = ({ kinds }: Presences): number =>
  kinds.reduce((first, { instants }) => Math.min(first, instants[0] ?? first), Number.POSITIVE_INFINITY);

const instantFields = new Map(
  recordTypes.map((type) => {
    const fields = Object.entries(fieldsOf(type));
    return [type, fields.flatMap(([name, field]) => (field.type.kind === 'instant' ? [name] : []))];
  }),
);

/** The earliest instant that is said of a record: for which anything was, or that a field or a presence holds. */
export const earliestOf = (type: RecordType, record: RecordView, presences: Presences | null): number => {
  if (presences) return firstOf(presences);
  let earliest = record.saidAt ?? Number.POSITIVE_INFINITY;
  for (const field of instantFields.get(type) ?? []) {
    const value = record.current(field);
    if (typeof value === 'number' && value < earliest) earliest = value;
  }
  return earliest;
};

/**
 * Which fields any record of the workspace ever stated, and the earliest instant said of any record of each type:
 * whether a KPI can be had at all, and from when on. Deleted and merged records have said what they said.
 */
export class Stated {
  /** By type: those that no record has stated yet. */
  readonly #open = new Map<string, Wanted[]>();
  readonly #said = new Set<string>();
  readonly #earliest = new Map<string, number>();

  constructor(needs: readonly Need[]) {
    for (const name of new Set(needs.flat(2))) {
      const want = wanted(name);
      this.#open.set(want.type, [...(this.#open.get(want.type) ?? []), want]);
    }
  }

  add(type: RecordType, record: RecordView, presences: Presences | null = null): void {
    const open = this.#open.get(type);
    if (open) this.#state(type, open, presences ? saidBy(presences) : (want) => isStated(want, record));
    const earliest = earliestOf(type, record, presences);
    const known = this.#earliest.get(type);
    if (known === undefined || earliest < known) this.#earliest.set(type, earliest);
  }

  merge(other: Stated): void {
    for (const name of other.#said) this.#said.add(name);
    for (const [type, earliest] of other.#earliest)
      this.#earliest.set(type, Math.min(earliest, this.#earliest.get(type) ?? earliest));
  }

  /** Why a KPI with these needs has no value in a period; `partial` where the period contains the instant its data begin. */
  availability(
    needs: readonly Need[],
    period: { readonly start: number; readonly end: number },
  ): { missing: Missing | null; partial: boolean } {
    const unmet = needs.filter((need) => !need.some((fields) => this.#isSaid(fields)));
    if (unmet.length > 0) {
      const fields = [...new Set(unmet.flat(2))].filter((name) => !this.#said.has(name));
      return { missing: missing('noData', fields), partial: false };
    }
    const begins = Math.max(...needs.map((need) => this.#begins(need)));
    if (period.end <= begins)
      return {
        missing: missing('noObservations', [...new Set(needs.flat(2).map((name) => wanted(name).type))]),
        partial: false,
      };
    return { missing: null, partial: begins >= period.start };
  }

  #state(type: RecordType, open: readonly Wanted[], isSaid: (want: Wanted) => boolean): void {
    const stated = open.filter(isSaid);
    if (stated.length === 0) return;
    for (const { name } of stated) this.#said.add(name);
    const left = open.filter((want) => !stated.includes(want));
    if (left.length > 0) this.#open.set(type, left);
    else this.#open.delete(type);
  }

  #isSaid(fields: readonly string[]): boolean {
    return fields.every((name) => this.#said.has(name));
  }

  #begins(need: Need): number {
    const types = need
      .filter((fields) => this.#isSaid(fields))
      .flatMap((fields) => fields.map((name) => wanted(name).type));
    return Math.min(...types.map((type) => this.#earliest.get(type) ?? Number.POSITIVE_INFINITY));
  }
}

const sentences: Readonly<Record<string, (needs: readonly string[]) => string>> = {
  noData: (needs) =>
    `No record has ever stated ${needs.join(' or ')}. Connect a source that does, or post observations of it.`,
  noObservations: () => 'The period ended before the first record that this number is made of.',
  zeroDenominator: () => 'There was nothing in the period to take it of.',
  noAmounts: () => 'None of the records that count states an amount.',
  noRate: () =>
    'Every amount is in a currency for which no rate is configured. Add it under "rates" in the configuration.',
};

/** What is said where a value cannot be had. */
export const missing = (code: string, needs: readonly string[] = []): Missing => ({
  code,
  needs,
  text: sentences[code]?.(needs) ?? code,
});

/** Why there is no value, where nothing was heard of the period from any source that it is made from. */
export const unheard = (reason: Missing, sources: readonly string[]): Missing => ({
  ...reason,
  text: `Nothing was heard of the period from ${sources.join(', ')}. Check that connection: "quarterdeck doctor" tells more.`,
});
