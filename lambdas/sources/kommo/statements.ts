import { fieldOf } from '../../domain/records/vocabulary.ts';
import type { SourceConfiguration } from '../../domain/workspaces/schema.ts';
import type { LeadAction } from './hooks.ts';
import { epochOf, type Lead } from './lead.ts';
import { type Progress, progressOf } from './progress.ts';

/** Values of fields as they go over the wire; `undefined` is not said. */
type Said = Readonly<Record<string, string | null | undefined>>;

/** One observation to be, of the deal or of the lead of the same id. */
export interface Statement {
  readonly record: 'deal' | 'lead';
  /** Epoch milliseconds. */
  readonly at: number;
  readonly seq?: string;
  readonly set?: Said;
  readonly deleted?: boolean;
}

const records = ['deal', 'lead'] as const;

const iso = (at: number | null | undefined): string | null | undefined =>
  typeof at === 'number' ? new Date(at).toISOString() : at;

/** Custom fields of the account that the configuration gives a name of the vocabulary. */
const mapped = (record: Statement['record'], { custom }: Lead, { fields }: SourceConfiguration): Said => {
  const said: Record<string, string | null> = {};
  for (const [name, from] of Object.entries(fields[record] ?? {})) {
    const value = from.startsWith('custom:') ? custom.get(from.slice('custom:'.length)) : undefined;
    if (value === undefined) continue;
    const instant = fieldOf(record, name)?.type.kind === 'instant' ? iso(epochOf(value)) : undefined;
    said[name] = value === '' ? null : (instant ?? value);
  }
  return said;
};

const saidOf = (record: Statement['record'], lead: Lead, { stage, outcome, closedAt, convertedAt }: Progress): Said => {
  const both = { name: lead.name, createdAt: iso(lead.createdAt), owner: lead.owner };
  return record === 'deal'
    ? { ...both, pipeline: lead.pipeline, amount: lead.price, stage, outcome, closedAt: iso(closedAt) }
    : { ...both, convertedAt: iso(convertedAt) };
};

const ofStatus = new Set(['pipeline', 'stage', 'outcome', 'closedAt', 'convertedAt']);

/** Whether a field is what a hook is about, rather than something that it repeats. */
const isSubject = (action: LeadAction, field: string): boolean => {
  if (action === 'status') return ofStatus.has(field);
  if (action === 'responsible') return field === 'owner';
  return action === 'update' && field !== 'owner' && !ofStatus.has(field);
};

/**
 * Kommo's clock has whole seconds, and an automation moves, reassigns and edits a lead within one. What a hook is
 * about is placed after what others of that second repeat, which may be from before the change.
 */
const ranked = (record: Statement['record'], action: LeadAction, at: number, said: Said): Statement[] => {
  const pick = (subject: boolean): Said =>
    Object.fromEntries(Object.entries(said).filter(([field]) => isSubject(action, field) === subject));
  return [
    { record, at, set: pick(false) },
    { record, at, seq: '1', set: pick(true) },
  ];
};

/**
 * The first qualification stands, though in a record the latest statement prevails: all are made for one instant,
 * that of the creation, and placed the later the earlier they are.
 */
const qualification = ({ createdAt }: Lead, { qualifiedAt }: Progress): Statement[] =>
  createdAt === undefined || qualifiedAt === undefined
    ? []
    : [
        {
          record: 'lead',
          at: createdAt,
          seq: String(Number.MAX_SAFE_INTEGER - qualifiedAt),
          set: { qualifiedAt: iso(qualifiedAt) },
        },
      ];

/**
 * What one hook says of one lead, as statements about the deal and the lead.
 *
 * A deletion and what takes it back are both placed by their receipt: deletions carry no time, and the time in a
 * restored lead may be that of its last edit before it was deleted.
 */
export const statementsOf = (
  action: LeadAction,
  lead: Lead,
  receipt: number,
  configuration: SourceConfiguration,
): Statement[] => {
  if (action === 'note') return [];
  if (action === 'delete') return records.map((record) => ({ record, at: receipt, deleted: true }));
  const progress = progressOf(action, lead, configuration.stages ?? {});
  const at = lead.changedAt ?? receipt;
  const fields = records.flatMap((record) =>
    ranked(record, action, at, { ...saidOf(record, lead, progress), ...mapped(record, lead, configuration) }),
  );
  const restored = action === 'restore' ? records.map((record) => ({ record, at: receipt, deleted: false })) : [];
  return [...fields, ...qualification(lead, progress), ...restored];
};
