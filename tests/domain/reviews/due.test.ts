import { describe, expect, it } from 'vitest';
import { parsePeriod } from '../../../lambdas/domain/periods/parse.ts';
import type { Preferred, Workspace } from '../../../lambdas/domain/ports.ts';
import { dueInstant, dueSends, isLate } from '../../../lambdas/domain/reviews/due.ts';
import type { SendKey } from '../../../lambdas/domain/reviews/send.ts';
import { configurationSchema } from '../../../lambdas/domain/workspaces/schema.ts';
import { allZones, oracleYears } from '../periods/oracle.ts';

const ana = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] };
const rui = { email: 'rui@acme.example', role: 'service', reviews: ['monthly'] };

/** A company of São Paulo whose reviews go out at 08:00 (11:00 in UTC) of the first workday. */
const workspaceWith = (
  changes: Record<string, unknown> = {},
  { createdAt = '2026-01-15T12:00:00Z', recipientsSince = {} as Record<string, string> } = {},
): Workspace => ({
  configuration: configurationSchema.parse({
    workspace: 'acme',
    timeZone: 'America/Sao_Paulo',
    currency: 'BRL',
    sendAt: '08:00',
    sendOn: 'firstWorkday',
    holidays: ['2026-11-02'],
    since: '2026-10-01',
    recipients: [ana],
    ...changes,
  }),
  createdAt: Date.parse(createdAt),
  fingerprint: 'sha256:0',
  recipientsSince,
  version: 1,
});

/** Nobody chose anything. */
const unchanged: ReadonlyMap<string, Preferred> = new Map();

/** Due sends as `period > address` and `period late address`, in order. */
const dueAt = (now: string, workspace: Workspace, ledger: SendKey[] = [], chosen = unchanged): string[] =>
  dueSends(workspace, Date.parse(now), ledger, chosen).flatMap(({ period, recipients, late }) => [
    ...recipients.map((address) => `${period.name} > ${address}`),
    ...late.map((address) => `${period.name} late ${address}`),
  ]);

/** The ledger's entries that come of an answer. */
const entries = (now: string, workspace: Workspace, ledger: SendKey[] = []): SendKey[] =>
  dueSends(workspace, Date.parse(now), ledger, unchanged).flatMap(({ period, recipients, late }) =>
    [...recipients, ...late].map((recipient) => ({
      workspace: 'acme',
      cadence: period.cadence,
      start: period.firstDay,
      scope: workspace.configuration.recipients.find(({ email }) => email === recipient)?.scope ?? null,
      recipient,
    })),
  );

describe('the hour at which a review is due', () => {
  const workspace = workspaceWith();

  it('is 08:00 on the first workday: Sunday the 1st and the holiday are passed over', () => {
    expect(dueAt('2026-11-03T10:45:00Z', workspace)).toEqual([]);
    expect(dueAt('2026-11-03T10:59:59.999Z', workspace)).toEqual([]);
    expect(dueAt('2026-11-03T11:00:00Z', workspace)).toEqual([`2026-10 > ${ana.email}`]);
    expect(dueAt('2026-11-30T23:00:00Z', workspace)).toEqual([`2026-10 > ${ana.email}`]);
  });

  it('is on the first day unless workdays are asked for', () => {
    const firstDay = workspaceWith({ sendOn: 'firstDay' });
    expect(dueAt('2026-11-01T10:45:00Z', firstDay)).toEqual([]);
    expect(dueAt('2026-11-01T11:00:00Z', firstDay)).toEqual([`2026-10 > ${ana.email}`]);
  });

  const due = (
    name: string,
    timeZone: string,
    sendAt: string,
    sendOn: 'firstDay' | 'firstWorkday',
    holidays: string[] = [],
  ) =>
    new Date(
      dueInstant(parsePeriod(name, { timeZone, fiscalYearStart: 1 }), { timeZone, sendAt, sendOn, holidays }),
    ).toISOString();

  it.each([
    ['of a time that comes twice: the first', '2026-10', 'America/New_York', '01:30', '2026-11-01T05:30:00.000Z'],
    ['of a skipped time: as much later', '2017-09', 'Australia/Sydney', '02:30', '2017-09-30T16:30:00.000Z'],
    ['of a skipped midnight', '2018-10-01..2018-11-03', 'America/Sao_Paulo', '00:00', '2018-11-04T03:00:00.000Z'],
    ['of a skipped day: the next', '2011-12-01..2011-12-29', 'Pacific/Apia', '08:00', '2011-12-30T18:00:00.000Z'],
    ['of a quarter', '2026-Q3', 'Asia/Tokyo', '08:00', '2026-09-30T23:00:00.000Z'],
    ['of a year', '2026', 'UTC', '23:59', '2027-01-01T23:59:00.000Z'],
  ])('%s', (_, name, timeZone, sendAt, expected) => {
    expect(due(name, timeZone, sendAt, 'firstDay')).toBe(expected);
  });

  it('is on the first itself when that is a workday', () => {
    expect(due('2026-09', 'UTC', '08:00', 'firstWorkday')).toBe('2026-10-01T08:00:00.000Z');
  });

  it('passes over a weekend, and a holiday on either side of it', () => {
    expect(due('2026-07', 'UTC', '08:00', 'firstWorkday')).toBe('2026-08-03T08:00:00.000Z');
    expect(due('2026-12', 'UTC', '08:00', 'firstWorkday', ['2027-01-01'])).toBe('2027-01-04T08:00:00.000Z');
    expect(due('2026-12', 'UTC', '08:00', 'firstWorkday', ['2027-01-01', '2027-01-04'])).toBe(
      '2027-01-05T08:00:00.000Z',
    );
    expect(due('2026-12', 'UTC', '08:00', 'firstDay', ['2027-01-01'])).toBe('2027-01-01T08:00:00.000Z');
  });

  it.each(oracleYears)(
    'is what the clock on the wall shows, in every zone and month of %i',
    { timeout: 60_000 },
    (year) => {
      const wrong: string[] = [];
      for (const timeZone of allZones) {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
        for (let month = 1; month <= 12; month += 1) {
          const text = `${year}-${String(month).padStart(2, '0')}`;
          const period = parsePeriod(text, { timeZone, fiscalYearStart: 1 });
          const instant = dueInstant(period, { timeZone, sendAt: '08:00', sendOn: 'firstDay', holidays: [] });
          const day = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
          const [before, then] = [instant - 1, instant].map((at) => format.format(at));
          if (before !== `${day} 07:59` || then !== `${day} 08:00`) wrong.push(`${timeZone} ${text}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe('the ledger', () => {
  const workspace = workspaceWith({ recipients: [ana, rui], since: '2026-07-31' });
  const now = '2026-11-03T11:00:00Z';

  it('makes a second tick do nothing, late ones included', () => {
    const ledger = entries(now, workspace);
    expect(ledger).toHaveLength(8);
    expect(dueAt('2026-11-03T11:15:00Z', workspace, ledger)).toEqual([]);
  });

  it('leaves due what it does not hold', () => {
    const ledger = entries(now, workspace).filter(
      ({ recipient, start }) => recipient !== rui.email || start !== '2026-10-01',
    );
    expect(dueAt(now, workspace, ledger)).toEqual([`2026-10 > ${rui.email}`]);
  });

  it('never makes due again what was sent when zone, hour or the fiscal year change', () => {
    const recipients = [{ ...ana, reviews: ['monthly', 'quarterly'] }];
    const before = workspaceWith({ recipients, since: '2026-09-15' });
    const ledger = entries(now, before);
    expect(ledger.map(({ cadence, start }) => `${cadence} ${start}`)).toEqual([
      'monthly 2026-09-01',
      'monthly 2026-10-01',
      'quarterly 2026-07-01',
    ]);
    const after = workspaceWith({
      recipients,
      since: '2026-09-15',
      timeZone: 'Asia/Tokyo',
      sendAt: '06:00',
      sendOn: 'firstDay',
      fiscalYearStart: 4,
    });
    expect(dueAt(now, after, ledger)).toEqual([]);
  });

  it('tells scopes, cadences, recipients and workspaces apart', () => {
    const one = workspaceWith({ recipients: [{ ...ana, scope: { region: 'south', owner: 'ana' } }] });
    const key: SendKey = {
      workspace: 'acme',
      cadence: 'monthly',
      start: '2026-10-01',
      scope: { owner: 'ana', region: 'south' },
      recipient: ana.email,
    };
    expect(dueAt(now, one, [key])).toEqual([]);
    for (const other of [
      { scope: null },
      { scope: { owner: 'ana' } },
      { cadence: 'quarterly' as const },
      { recipient: rui.email },
      { workspace: 'other' },
      { start: '2026-09-01' },
    ])
      expect(dueAt(now, one, [{ ...key, ...other }])).toEqual([`2026-10 > ${ana.email}`]);
  });
});

describe('since when', () => {
  const now = '2026-11-03T11:00:00Z';

  it('is the workspace’s: a period that ended as that day began is not owed, one that ended later is', () => {
    expect(dueAt(now, workspaceWith({ since: '2026-11-01' }))).toEqual([]);
    expect(dueAt(now, workspaceWith({ since: '2026-10-31' }))).toEqual([`2026-10 > ${ana.email}`]);
  });

  it('is by default the local day on which the workspace was first applied, so imported history mails nothing', () => {
    // 1 November in UTC, still 31 October in São Paulo.
    const late = workspaceWith({ since: undefined }, { createdAt: '2026-11-01T02:00:00Z' });
    expect(dueAt(now, late)).toEqual([`2026-10 > ${ana.email}`]);
    const applied = workspaceWith(
      { since: undefined, recipients: [{ ...ana, reviews: ['monthly', 'quarterly', 'annual'] }] },
      { createdAt: '2026-11-01T03:00:00Z' },
    );
    expect(dueAt(now, applied)).toEqual([]);
    expect(dueAt('2026-12-01T11:00:00Z', applied)).toEqual([`2026-11 > ${ana.email}`]);
  });

  it('is for a new recipient the day they were added: the next review, and nothing late', () => {
    const workspace = workspaceWith(
      { recipients: [ana, rui], since: '2026-06-01' },
      { recipientsSince: { [rui.email]: '2026-10-20' } },
    );
    const known = entries(now, workspaceWith({ since: '2026-06-01' }));
    expect(dueAt(now, workspace, known)).toEqual([`2026-10 > ${rui.email}`]);
    const tooNew = { ...workspace, recipientsSince: { [rui.email]: '2026-11-02' } };
    expect(dueAt(now, tooNew, known)).toEqual([]);
  });

  it('is what the recipient’s configuration says rather than the day they were added', () => {
    const recipients = [{ ...rui, since: '2026-08-15' }];
    const workspace = workspaceWith(
      { recipients, since: '2026-06-01' },
      { recipientsSince: { [rui.email]: '2026-11-02' } },
    );
    expect(dueAt(now, workspace)).toEqual([
      `2026-08 late ${rui.email}`,
      `2026-09 late ${rui.email}`,
      `2026-10 > ${rui.email}`,
    ]);
  });

  it('is never before the workspace’s', () => {
    const recipients = [{ ...ana, since: '2020-01-01' }];
    expect(dueAt(now, workspaceWith({ recipients }))).toEqual([`2026-10 > ${ana.email}`]);
  });
});

describe('what is late', () => {
  const workspace = workspaceWith({ since: '2026-07-31' });

  it('is every closed period but the latest, oldest first', () => {
    expect(dueAt('2026-11-03T11:00:00Z', workspace)).toEqual([
      `2026-07 late ${ana.email}`,
      `2026-08 late ${ana.email}`,
      `2026-09 late ${ana.email}`,
      `2026-10 > ${ana.email}`,
    ]);
  });

  it('becomes so when the next period has closed, though that is not due yet', () => {
    const ledger = entries('2026-10-05T12:00:00Z', workspaceWith({ since: '2026-07-31' })).filter(
      ({ start }) => start !== '2026-09-01',
    );
    expect(dueAt('2026-11-01T02:59:59Z', workspace, ledger)).toEqual([`2026-09 > ${ana.email}`]);
    expect(dueAt('2026-11-01T03:00:00Z', workspace, ledger)).toEqual([`2026-09 late ${ana.email}`]);
  });

  it('is told by recipient', () => {
    const both = workspaceWith({ recipients: [ana, { ...rui, since: '2026-09-15' }], since: '2026-08-15' });
    const answers = dueSends(both, Date.parse('2026-11-03T11:00:00Z'), [], unchanged);
    expect(answers.map(({ period, recipients, late }) => [period.name, recipients, late])).toEqual([
      ['2026-08', [], [ana.email]],
      ['2026-09', [], [ana.email, rui.email]],
      ['2026-10', [ana.email, rui.email], []],
    ]);
  });
});

describe('a send that waits', () => {
  const { configuration } = workspaceWith();
  const lateAt = (cadence: 'monthly' | 'quarterly' | 'annual' | 'range', queuedAt: string, now: string): boolean =>
    isLate({ cadence, queuedAt: Date.parse(queuedAt) }, Date.parse(now), configuration);

  it.each([
    ['monthly', '2026-11-03T11:00:00Z', '2026-12-01T02:59:59Z', '2026-12-01T03:00:00Z'],
    ['quarterly', '2026-10-01T11:00:00Z', '2027-01-01T02:59:59Z', '2027-01-01T03:00:00Z'],
    ['annual', '2026-01-02T11:00:00Z', '2027-01-01T02:59:59Z', '2027-01-01T03:00:00Z'],
  ] as const)(
    '%s, is late from the local midnight at which another period has closed',
    (cadence, at, before, after) => {
      expect([lateAt(cadence, at, at), lateAt(cadence, at, before), lateAt(cadence, at, after)]).toEqual([
        false,
        false,
        true,
      ]);
    },
  );

  it('of a range is never late', () => {
    expect(lateAt('range', '2026-11-03T11:00:00Z', '2030-01-01T00:00:00Z')).toBe(false);
  });
});

describe('cadences', () => {
  const recipients = [{ ...ana, reviews: ['monthly', 'quarterly', 'annual'] }, rui];

  it('come due on the same day when a year closes', () => {
    const workspace = workspaceWith({ recipients, since: '2026-12-15', holidays: ['2027-01-01'] });
    expect(dueAt('2027-01-04T10:45:00Z', workspace)).toEqual([]);
    expect(dueAt('2027-01-04T11:00:00Z', workspace)).toEqual([
      `2026-12 > ${ana.email}`,
      `2026-12 > ${rui.email}`,
      `2026-Q4 > ${ana.email}`,
      `2026 > ${ana.email}`,
    ]);
  });

  it('have each their own latest period', () => {
    // September is late, the third quarter, which ended with it, is not.
    const workspace = workspaceWith({ recipients, since: '2026-09-15' });
    expect(dueAt('2026-11-10T12:00:00Z', workspace)).toEqual([
      `2026-09 late ${ana.email}`,
      `2026-09 late ${rui.email}`,
      `2026-10 > ${ana.email}`,
      `2026-10 > ${rui.email}`,
      `2026-Q3 > ${ana.email}`,
    ]);
  });

  it('follow the fiscal year', () => {
    const fiscal = workspaceWith({
      recipients: [{ ...ana, reviews: ['quarterly', 'annual'] }],
      timeZone: 'Europe/London',
      fiscalYearStart: 4,
      sendOn: 'firstDay',
      since: '2026-01-15',
    });
    expect(dueAt('2026-04-01T06:59:00Z', fiscal)).toEqual([]);
    const answers = dueSends(fiscal, Date.parse('2026-04-01T07:00:00Z'), [], unchanged);
    expect(answers.map(({ period: { name, firstDay, lastDay } }) => [name, firstDay, lastDay])).toEqual([
      ['2026-Q4', '2026-01-01', '2026-03-31'],
      ['2026', '2025-04-01', '2026-03-31'],
    ]);
  });

  it('do not include campaigns, nor what nobody subscribes to', () => {
    expect(dueAt('2026-11-03T11:00:00Z', workspaceWith({ recipients: [{ ...ana, reviews: ['campaign'] }] }))).toEqual(
      [],
    );
    expect(dueAt('2026-11-03T11:00:00Z', workspaceWith({ recipients: [] }))).toEqual([]);
  });
});

describe('what a recipient chose', () => {
  const chose = (preferred: Partial<Preferred>) => new Map([[ana.email, { unsubscribedAt: null, ...preferred }]]);
  const workspace = workspaceWith({ recipients: [ana, rui], since: '2026-09-15' });
  const october = '2026-11-03T11:00:00Z';

  it('stands in for the cadences of the configuration, for them alone', () => {
    expect(dueAt(october, workspace, [], chose({ cadences: ['quarterly'] }))).toEqual([
      `2026-09 late ${rui.email}`,
      `2026-10 > ${rui.email}`,
      `2026-Q3 > ${ana.email}`,
    ]);
    expect(dueAt(october, workspace, [], chose({ cadences: [] })).join()).not.toContain(ana.email);
  });

  it('owes of a cadence that was chosen later what ends after that, and nothing older', () => {
    const chosenAt = (instant: string) =>
      chose({ cadences: ['monthly', 'quarterly'], cadencesSince: { quarterly: Date.parse(instant) } });
    const toAna = (now: string, instant: string) =>
      dueAt(now, workspace, [], chosenAt(instant)).filter((one) => one.includes('Q') && one.includes(ana.email));
    // The third quarter of São Paulo ended at 03:00 in UTC.
    expect(toAna(october, '2026-10-01T03:00:00Z')).toEqual([]);
    expect(toAna(october, '2026-10-01T02:59:59.999Z')).toEqual([`2026-Q3 > ${ana.email}`]);
    expect(toAna('2027-01-04T11:00:00Z', '2026-10-20T12:00:00Z')).toEqual([`2026-Q4 > ${ana.email}`]);
  });

  it('that is to get no mail leaves it due: that none went out, and why, is entered', () => {
    for (const preferred of [{ unsubscribedAt: 1 }, { pausedUntil: '2027-01-01' }])
      expect(dueAt(october, workspace, [], chose(preferred))).toContain(`2026-10 > ${ana.email}`);
  });
});

it('sends each review once and leaves none out, whenever the ticks come', () => {
  const workspace = workspaceWith({
    recipients: [{ ...ana, reviews: ['monthly', 'quarterly', 'annual'] }],
    since: '2026-09-15',
  });
  const ledger: SendKey[] = [];
  const quarterHour = 15 * 60_000;
  for (let now = Date.parse('2026-09-15T12:00:00Z'); now < Date.parse('2027-04-10T00:00:00Z'); now += 5 * quarterHour)
    ledger.push(...entries(new Date(now).toISOString(), workspace, ledger));
  const all = ledger.map(({ cadence, start }) => `${cadence} ${start}`);
  expect(all).toEqual([
    'monthly 2026-09-01',
    'quarterly 2026-07-01',
    'monthly 2026-10-01',
    'monthly 2026-11-01',
    'monthly 2026-12-01',
    'quarterly 2026-10-01',
    'annual 2026-01-01',
    'monthly 2027-01-01',
    'monthly 2027-02-01',
    'monthly 2027-03-01',
    'quarterly 2027-01-01',
  ]);
});
