import type { SourceSettings } from '../../domain/workspaces/settings.ts';
import { firstTime } from '../first.ts';
import { mappedFields } from '../mapped.ts';
import { instant, parted, type Said, type Statement } from '../statement.ts';
import { epochIn, type Lead } from './lead.ts';
import type { LeadAction } from './leads.ts';
import { type Progress, progressOf } from './progress.ts';

type LeadRecord = 'deal' | 'lead';

const records: readonly LeadRecord[] = ['deal', 'lead'];

/** Custom fields of the account that the configuration gives a name of the vocabulary. */
const mapped = (record: LeadRecord, { custom }: Lead, settings: SourceSettings): Said =>
  mappedFields(record, settings, (id) => custom.get(id), epochIn);

const saidOf = (
  record: LeadRecord,
  { name, createdAt, owner, pipeline, price }: Lead,
  { stage, outcome, closedAt, convertedAt }: Progress,
): Said =>
  record === 'deal'
    ? {
        name,
        createdAt: instant(createdAt),
        owner,
        pipeline,
        amount: price,
        stage,
        outcome,
        closedAt: instant(closedAt),
      }
    : { name, createdAt: instant(createdAt), owner, convertedAt: instant(convertedAt) };

const ofStatus = new Set(['pipeline', 'stage', 'outcome', 'closedAt', 'convertedAt']);

/** Whether a field is what a hook is about, rather than something that it repeats. */
const isSubject = (action: LeadAction, field: string): boolean => {
  if (action === 'status') return ofStatus.has(field);
  if (action === 'responsible') return field === 'owner';
  return action === 'update' && field !== 'owner' && !ofStatus.has(field);
};

/**
 * Kommo's clock has whole seconds, and an automation moves, reassigns and edits a lead within one. What a hook is
 * about is placed after what others of that second repeat, which may be from before the change. What is changed is there:
 * that takes back a deletion before it whose restoring was lost.
 */
const ranked = (
  record: LeadRecord,
  id: string,
  action: LeadAction,
  { changedAt }: Lead,
  receipt: number,
  said: Said,
): Statement[] => {
  const { subject, rest } = parted(said, (field) => isSubject(action, field));
  const at = changedAt ?? receipt;
  const isThere = changedAt !== undefined && action !== 'add';
  return [
    { record, id, at, set: rest, ...(isThere && { deleted: false }) },
    { record, id, at, seq: '1', set: subject },
  ];
};

/**
 * What one hook says of one lead, as statements about the deal and the lead.
 *
 * A deletion and what takes it back are both placed by their receipt: deletions carry no time, and the time in a
 * restored lead may be that of its last edit before it was deleted.
 */
export const statementsOf = (
  action: LeadAction,
  id: string,
  lead: Lead,
  receipt: number,
  settings: SourceSettings,
): Statement[] => {
  if (action === 'delete') return records.map((record) => ({ record, id, at: receipt, deleted: true }));
  const progress = progressOf(action, lead, settings.stages ?? {});
  // Not by a spread, which takes the engine as long as all the rest of a hook.
  const fields = records.flatMap((record) =>
    ranked(
      record,
      id,
      action,
      lead,
      receipt,
      Object.assign({}, saidOf(record, lead, progress), mapped(record, lead, settings)),
    ),
  );
  const qualified =
    progress.qualifiedAt === undefined ? [] : [firstTime('lead', id, 'qualifiedAt', progress.qualifiedAt)];
  const restored = action === 'restore' ? records.map((record) => ({ record, id, at: receipt, deleted: false })) : [];
  return [...fields, ...qualified, ...restored];
};
