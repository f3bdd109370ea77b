import { factsIn, recordsOf } from './records.ts';
import { message, type Told } from './soap.ts';

export const id = '0067Q00000A1bCdQAV';

/** Epoch milliseconds of an instant of 2026, `10-03T12:00:00`. */
export const at = (instant: string): number => Date.parse(`2026-${instant}Z`);

const iso = (instant: string): string => new Date(at(instant)).toISOString();

/** An outbound message of an opportunity, changed at an instant of 2026 and created on 1 September. */
export const opportunity = (instant: string, told: Told = {}): string =>
  message('Opportunity', {
    Id: id,
    CreatedDate: iso('09-01T08:00:00'),
    LastModifiedDate: iso(instant),
    SystemModstamp: iso(instant),
    StageName: 'Qualification',
    IsClosed: 'false',
    IsWon: 'false',
    CloseDate: '2026-10-30',
    ...told,
  });

export const won: Told = { StageName: 'Closed Won', IsClosed: 'true', IsWon: 'true' };
export const lost: Told = { StageName: 'Closed Lost', IsClosed: 'true', IsWon: 'false' };

export const deal = (bodies: readonly string[], settings = {}) => factsIn(bodies, settings)[`deal ${id}`];

/** What was said of a field with a history, the earliest first. */
export const historyOf = (field: string, bodies: readonly string[], settings = {}) =>
  recordsOf(bodies, settings).get(`deal ${id}`)?.history(field);
