import { describe, expect, it } from 'vitest';
import type { Preferred, PreferredChange, Workspace } from '../../../lambdas/domain/ports.ts';
import { dueSends } from '../../../lambdas/domain/reviews/due.ts';
import type { SendKey } from '../../../lambdas/domain/reviews/send.ts';
import { cameBack, keptOf } from '../../../lambdas/domain/workspaces/choice.ts';
import { configurationSchema, type Recipient, type Subscription } from '../../../lambdas/domain/workspaces/schema.ts';

/** São Paulo: October closes on 1 November at 03:00 in UTC, and its review is due on 3 November at 11:00. */
const configuration = configurationSchema.parse({
  workspace: 'acme',
  timeZone: 'America/Sao_Paulo',
  currency: 'BRL',
  sendAt: '08:00',
  sendOn: 'firstWorkday',
  holidays: ['2026-11-02'],
  since: '2026-07-01',
  recipients: [{ email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] }],
});
const workspace: Workspace = {
  configuration,
  createdAt: Date.parse('2026-01-15T12:00:00Z'),
  fingerprint: 'sha256:0',
  recipientsSince: {},
  version: 1,
};
const [ana = expect.fail()] = configuration.recipients as Recipient[];
const [closed, due] = ['2026-11-01T03:00:00.000Z', '2026-11-03T11:00:00.000Z'];
const justAfter = (instant: string): string => new Date(Date.parse(instant) + 1).toISOString();
const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();

/** As it is stored. */
const changed = (preferred: Preferred | undefined, change: PreferredChange): Preferred =>
  Object.fromEntries(
    Object.entries({ unsubscribedAt: null, ...preferred, ...change }).filter(
      ([name, value]) => value !== null || name === 'unsubscribedAt',
    ),
  ) as unknown as Preferred;

const choose = (preferred: Preferred | undefined, cadences: readonly Subscription[], instant: string): Preferred => {
  const choice = { cadences, locale: null, attachments: [], pausedUntil: null };
  return changed(preferred, keptOf(choice, ana, preferred, configuration, Date.parse(instant)));
};
/** Drops the monthly reviews, and takes them again. */
const unticked = (left: string, back: string): Preferred => choose(choose(undefined, [], left), ['monthly'], back);
const unsubscribed = (left: string, back: string): Preferred => {
  const away: Preferred = { unsubscribedAt: Date.parse(left) };
  return changed(away, cameBack(away, configuration, Date.parse(back)));
};

const entry = (start: string, cadence: SendKey['cadence'] = 'monthly'): SendKey => ({
  workspace: 'acme',
  cadence,
  start,
  scope: null,
  recipient: ana.email,
});
const monthly = ['2026-07-01', '2026-08-01', '2026-09-01'].map((start) => entry(start));
const owed = (preferred: Preferred, now: string, ledger = monthly): string[] =>
  dueSends(workspace, Date.parse(now), ledger, new Map([[ana.email, preferred]])).flatMap(
    ({ period, recipients, late }) => [...recipients.map(() => period.name), ...late.map(() => `${period.name} late`)],
  );

describe.each([
  ['unticks and ticks a cadence again', unticked],
  ['unsubscribes and comes back', unsubscribed],
])('who %s', (_, left) => {
  it.each([
    ['as it closes', closed, justAfter(closed)],
    ['once it has closed', '2026-11-02T12:00:00Z', '2026-11-02T12:01:00Z'],
    ['a moment before it is due', justAfter(closed), justBefore(due)],
    ['once it was due, and not mailed yet', due, justAfter(due)],
  ])('%s is mailed what is due then', (_when, from, to) => {
    expect(owed(left(from, to), '2026-11-03T11:15:00Z')).toEqual(['2026-10']);
  });

  it.each([
    ['it closed meanwhile', justBefore(closed), justAfter(closed)],
    ['it was due meanwhile', justBefore(due), due],
    ['both were', '2026-10-20T12:00:00Z', '2026-11-20T12:00:00Z'],
  ])('where %s is not mailed it, nor told of as late', (_when, from, to) => {
    expect(owed(left(from, to), '2026-11-30T11:00:00Z')).toEqual([]);
    expect(owed(left(from, to), '2026-12-01T11:00:00Z')).toEqual(['2026-11']);
  });

  it('in the middle of a month is mailed it when it has closed, and nothing older', () => {
    const slip = left('2026-10-14T12:00:00Z', '2026-10-14T12:05:00Z');
    expect(owed(slip, '2026-10-14T12:15:00Z')).toEqual([]);
    expect(owed(slip, '2026-11-03T11:00:00Z')).toEqual(['2026-10']);
  });
});

describe('a cadence that is dropped and taken again', () => {
  it('keeps since when it is owed where it was chosen, and not configured', () => {
    const chosen = choose(undefined, ['monthly', 'quarterly'], '2026-09-15T12:00:00Z');
    const slip = choose(
      choose(chosen, ['monthly'], '2026-10-01T04:00:00Z'),
      ['monthly', 'quarterly'],
      '2026-10-01T04:05:00Z',
    );
    expect(slip.cadencesSince).toEqual(chosen.cadencesSince);
    expect(slip.cadencesLeft).toBeUndefined();
    expect(owed(slip, '2026-10-01T11:00:00Z')).toEqual(['2026-Q3']);
  });

  it('counts from when it was dropped the last time', () => {
    const twice = choose(unticked('2026-10-10T12:00:00Z', '2026-10-10T12:05:00Z'), [], '2026-11-02T12:00:00Z');
    expect(owed(choose(twice, ['monthly'], '2026-11-02T12:05:00Z'), due)).toEqual(['2026-10']);
    // What else is saved while it is dropped does not count.
    const saved = choose(choose(undefined, [], '2026-10-10T12:00:00Z'), [], '2026-11-02T12:00:00Z');
    expect(owed(choose(saved, ['monthly'], '2026-11-02T12:05:00Z'), due)).toEqual([]);
  });

  it('is, of campaigns, owed where no day began and no hour of mails came in between', () => {
    const chosen = choose(undefined, ['monthly', 'campaign'], '2026-10-01T12:00:00Z');
    const since = (left: string, back: string) =>
      choose(choose(chosen, ['monthly'], left), ['monthly', 'campaign'], back).cadencesSince?.campaign;
    expect(since('2026-10-14T12:00:00Z', '2026-10-15T02:59:00Z')).toBe(chosen.cadencesSince?.campaign);
    expect(since('2026-10-14T12:00:00Z', '2026-10-15T03:00:00Z')).toBe(Date.parse('2026-10-15T03:00:00Z'));
    expect(since('2026-10-14T10:59:00Z', '2026-10-14T11:00:00Z')).toBe(Date.parse('2026-10-14T11:00:00Z'));
  });
});
