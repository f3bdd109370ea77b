import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clickup } from '../../../lambdas/sources/clickup/index.ts';
import { type Facts, firstReceivedAt } from '../records.ts';
import { describePayloads, payload, payloads } from '../shared.ts';
import { factsIn, recordsOf, translate } from './records.ts';

/** What each real payload says, read off it by hand. */
interface Sample {
  readonly records: Readonly<Record<string, Facts>>;
  /** The instant for which it is said. */
  readonly at: number;
  readonly timeless?: true;
}

const settings = { stages: { won: ['Complete'] } };
const open = { outcome: 'open', closedAt: null, lostReason: null };

const samples: Readonly<Record<string, Sample>> = {
  'taskCreated.json': {
    at: 1642734631523,
    records: { 'deal 1vj37mc': { pipeline: '162641062', createdAt: 1642734631523, stage: 'to do', ...open } },
  },
  'taskStatusUpdated-on-create.json': {
    at: 1642734631523,
    records: { 'deal 1vj37mc': { pipeline: '162641062', createdAt: 1642734631523, stage: 'to do', ...open } },
  },
  'taskStatusUpdated.json': {
    at: 1642736073330,
    records: { 'deal 1vj38vv': { pipeline: '162641062', stage: 'in progress', ...open } },
  },
  'taskUpdated-status.json': {
    at: 1642736073330,
    records: { 'deal 1vj38vv': { pipeline: '162641062', stage: 'in progress', ...open } },
  },
  'taskAssigneeUpdated.json': {
    at: 1642736194135,
    records: {
      'deal 1vj38vv': { pipeline: '162641062', owner: '184' },
      'user 184': { name: 'Sam', email: 'sam@company.com' },
    },
  },
  'taskUpdated-custom_field.json': {
    at: 1642735110657,
    records: { 'deal 1vj37mc': { pipeline: '162641062' } },
  },
  'taskDeleted.json': {
    at: firstReceivedAt,
    timeless: true,
    records: { 'deal 1vj37mc': { deleted: true } },
  },
  'taskStatusUpdated-closed.json': {
    at: 1575650190085,
    records: { 'deal c0j': { pipeline: '1753', outcome: 'won', closedAt: 1575650190085, lostReason: null } },
  },
  'automation-call-webhook-2024.partial.json': {
    at: 1705002016108,
    records: {
      'deal 8687096vn': {
        name: 'task name',
        createdAt: 1705002014968,
        owner: null,
        outcome: 'won',
        closedAt: 1705002016108,
        lostReason: null,
      },
    },
  },
  'automation-call-webhook-2025.partial.json': {
    at: Date.parse('2025-04-16T23:49:06.457Z'),
    records: { 'deal 868djdyr0': { name: 'HookMe!', pipeline: '901110236848' } },
  },
};

describePayloads('the real payloads', () => {
  it('are all here', () => {
    expect(readdirSync(payloads('clickup')).sort()).toEqual(Object.keys(samples).sort());
  });

  it.each(Object.entries(samples))('%s', (name, { records, at, timeless = false }) => {
    const body = payload(`clickup/${name}`);
    expect(factsIn([body], settings)).toEqual(records);
    for (const record of recordsOf([body], settings).values()) expect(record.saidAt).toBe(at);
    expect(clickup.timeless({ body, headers: {} })).toBe(timeless);
  });

  it('say the same once, though they come under two names', () => {
    const bodies = (names: string[]) => names.map((name) => payload(`clickup/${name}.json`));
    const both = recordsOf(bodies(['taskUpdated-status', 'taskStatusUpdated'])).get('deal 1vj38vv');
    expect(both?.history('stage')).toEqual([{ at: 1642736073330, value: 'in progress' }]);
    expect(factsIn(bodies(['taskStatusUpdated-on-create', 'taskCreated']))).toEqual(
      factsIn(bodies(['taskCreated', 'taskStatusUpdated-on-create', 'taskCreated'])),
    );
  });

  it('say the name of the chosen option, by the field’s name or id, and whose they are', () => {
    const body = payload('clickup/taskUpdated-custom_field.json');
    const fields = {
      deal: {
        source: 'custom:Selection Dropdown',
        'custom.period': 'custom:862a38bb-eaba-4b9b-a4b5-c09d2a8c082f',
      },
    };
    expect(factsIn([body], { fields })['deal 1vj37mc']).toMatchObject({
      source: 'Monthly',
      'custom.period': 'Monthly',
    });
    expect(translate(body, { account: '6931407' })).toEqual({
      failed: expect.stringMatching(/^wrongAccount: /),
      wrongAccount: true,
    });
    expect(translate(body, { account: '6931406' })).toHaveProperty('observations');
    const since2025 = payload('clickup/automation-call-webhook-2025.partial.json');
    expect(translate(since2025, { account: '6931406' })).toEqual({
      failed: expect.stringMatching(/^wrongAccount: /),
      wrongAccount: true,
    });
  });

  it('that close a task are refused where nothing says whether well', () => {
    expect(translate(payload('clickup/taskStatusUpdated-closed.json'))).toMatchObject({
      observations: [{ set: { pipeline: '1753' } }],
      rejected: [{ index: 0, path: 'history_items.0.status' }],
    });
  });
});
