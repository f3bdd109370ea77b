import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kommo } from '../../../lambdas/sources/kommo/index.ts';
import { hookOf, leadWith } from './fixture.ts';
import { formOf } from './form.ts';
import { factsIn, firstReceivedAt, recordsOf, translate } from './records.ts';

/** Epoch seconds of the lead's creation, and some after it. */
const created = 1790000000;
const at = (second: number): number => (created + second) * 1000;

/** A hook that tells of a status so many seconds after the creation. */
const hook = (action: string, second: number, status: string, change: Record<string, unknown> = {}): string => {
  const time = String(created + second);
  return hookOf(action, leadWith({ status_id: status, updated_at: time, last_modified: time, ...change }));
};

const deal = (bodies: string[], settings = {}) => factsIn(bodies, settings)['deal 900'];
const lead = (bodies: string[], settings = {}) => factsIn(bodies, settings)['lead 900'];
const stages = (bodies: string[]) => recordsOf(bodies).get('deal 900')?.history('stage');
const outcomes = (bodies: string[]) => recordsOf(bodies).get('deal 900')?.history('outcome');

describe('stages', () => {
  it('are what each hook says the status is, from its time on', () => {
    expect(stages([hook('add', 0, '30'), hook('status', 50, '31'), hook('status', 90, '32')])).toEqual([
      { at: at(0), value: '30' },
      { at: at(50), value: '31' },
      { at: at(90), value: '32' },
    ]);
  });

  it('are one change where a move comes as two hooks', () => {
    expect(stages([hook('status', 50, '31'), hook('update', 50, '31')])).toEqual([{ at: at(50), value: '31' }]);
  });

  it('never are the old status, which later hooks still carry', () => {
    const bodies = [hook('status', 50, '31'), hook('responsible', 70, '31', { old_status_id: '30' })];
    expect(stages(bodies)?.map(({ value }) => value)).toEqual(['31', '31']);
  });

  it('heal from any later hook where the move itself was lost', () => {
    expect(stages([hook('add', 0, '30'), hook('update', 80, '31')])?.at(-1)).toEqual({ at: at(80), value: '31' });
  });

  it.each(['update', 'responsible', 'add'])(
    'are those of the move, whatever %s of the same second repeats',
    (action) => {
      const bodies = [hook('status', 50, '31'), hook(action, 50, '99')];
      expect(deal(bodies)).toMatchObject({ stage: '31' });
      expect(stages(bodies)).toEqual([{ at: at(50), value: '31' }]);
    },
  );

  it.each(['142', '143', '88', '89'])('are not the closing ones: %s', (status) => {
    expect(deal([hook('status', 50, status)], { stages: { won: ['88'], lost: ['89'] } })).not.toHaveProperty('stage');
  });
});

describe('what else hooks of one second say', () => {
  it('is the owner that the change of owner names', () => {
    const bodies = [
      hook('responsible', 50, '31', { responsible_user_id: '10' }),
      hook('status', 50, '31', { responsible_user_id: '99' }),
    ];
    expect(deal(bodies)).toMatchObject({ owner: '10' });
    expect(lead(bodies)).toMatchObject({ owner: '10' });
  });

  it('is the amount and the name of the edit', () => {
    const bodies = [
      hook('update', 50, '31', { price: '10', name: 'A' }),
      hook('status', 50, '31', { price: '99', name: 'B' }),
    ];
    expect(deal(bodies)).toMatchObject({ amount: '10', name: 'A' });
  });
});

describe('a closing', () => {
  it('is won or lost at the time of the move', () => {
    expect(deal([hook('status', 50, '142')])).toMatchObject({ outcome: 'won', closedAt: at(50) });
    expect(deal([hook('status', 50, '143')])).toMatchObject({ outcome: 'lost', closedAt: at(50) });
    expect(deal([hook('status', 50, '88')], { stages: { won: ['88'] } })).toMatchObject({
      outcome: 'won',
      closedAt: at(50),
    });
    expect(deal([hook('status', 50, '89')], { stages: { lost: ['89'] } })).toMatchObject({
      outcome: 'lost',
      closedAt: at(50),
    });
  });

  it('is at the creation where the lead was added closed', () => {
    expect(deal([hook('add', 0, '142')])).toMatchObject({ outcome: 'won', closedAt: at(0) });
  });

  it.each(['update', 'responsible', 'restore'])('keeps its instant when the closed lead is touched by %s', (action) => {
    const bodies = [hook('status', 50, '142'), hook(action, 5000, '142')];
    expect(deal(bodies)).toMatchObject({ outcome: 'won', closedAt: at(50) });
    expect(lead(bodies)).toMatchObject({ convertedAt: at(50) });
  });

  it('has no instant where only edits tell of it', () => {
    const bodies = [hook('update', 50, '142')];
    expect(deal(bodies)).toMatchObject({ outcome: 'won' });
    expect(deal(bodies)).not.toHaveProperty('closedAt');
    expect(lead(bodies)).not.toHaveProperty('convertedAt');
  });

  it.each(['closed_at', 'date_close'])('has the instant of %s, whichever hook says it', (field) => {
    const bodies = [hook('update', 500, '142', { [field]: String(created + 40) })];
    expect(deal(bodies)).toMatchObject({ closedAt: at(40) });
    expect(lead(bodies)).toMatchObject({ convertedAt: at(40) });
  });

  it('is not told by a closing time of an open lead', () => {
    expect(deal([hook('update', 500, '31', { closed_at: String(created + 40) })])).toMatchObject({
      outcome: 'open',
      closedAt: null,
    });
    expect(deal([hook('update', 500, '142', { closed_at: '0' })])).not.toHaveProperty('closedAt');
  });

  it('is taken back when the lead is open again, and may come again', () => {
    const reopened = [hook('status', 50, '142'), hook('status', 70, '31')];
    expect(deal(reopened)).toMatchObject({ outcome: 'open', stage: '31', closedAt: null });
    expect(lead(reopened)).toMatchObject({ convertedAt: null });
    expect(outcomes(reopened)?.map(({ value }) => value)).toEqual(['won', 'open']);
    expect(deal([...reopened, hook('status', 90, '142')])).toMatchObject({ outcome: 'won', closedAt: at(90) });
  });

  it('does not keep the instant of an earlier one', () => {
    const bodies = [hook('status', 50, '142'), hook('status', 70, '31'), hook('update', 95, '142')];
    expect(deal(bodies)).toMatchObject({ outcome: 'won', closedAt: null });
  });

  it('prevails over what an edit of the same second repeats', () => {
    const bodies = [hook('status', 50, '143'), hook('update', 50, '31')];
    expect(deal(bodies)).toMatchObject({ outcome: 'lost', closedAt: at(50) });
  });

  it('that is lost after it was won takes the conversion back', () => {
    expect(lead([hook('status', 50, '142'), hook('status', 70, '143')])).toMatchObject({ convertedAt: null });
  });
});

describe('a qualification', () => {
  const settings = { stages: { qualified: ['31', '32'] } };

  it('is when the lead first stood in a qualified stage', () => {
    const bodies = [hook('add', 0, '30'), hook('status', 50, '31'), hook('status', 70, '32'), hook('update', 80, '32')];
    expect(lead(bodies, settings)).toMatchObject({ qualifiedAt: at(50) });
  });

  it('stays when the lead is moved back, and when it qualifies again', () => {
    const bodies = [hook('status', 50, '31'), hook('status', 60, '30'), hook('status', 70, '31')];
    expect(lead(bodies, settings)).toMatchObject({ qualifiedAt: at(50) });
  });

  it('is the first whatever the order in which hooks come', () => {
    const bodies = [
      hook('add', 0, '31'),
      hook('status', 50, '30'),
      hook('status', 70, '32'),
      hook('responsible', 90, '32'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(bodies, { minLength: bodies.length }), (disorder) => {
        expect(lead(disorder, settings)).toMatchObject({ qualifiedAt: at(0) });
      }),
    );
  });

  it('is none in other stages, and none of the deal', () => {
    expect(lead([hook('status', 50, '30')], settings)).not.toHaveProperty('qualifiedAt');
    expect(lead([hook('status', 50, '31')])).not.toHaveProperty('qualifiedAt');
    expect(deal([hook('status', 50, '31')], settings)).not.toHaveProperty('qualifiedAt');
  });

  it('may be the closing, but not a later edit of the closed lead', () => {
    const closing = { stages: { qualified: ['142'] } };
    expect(lead([hook('status', 50, '142')], closing)).toMatchObject({ qualifiedAt: at(50) });
    expect(lead([hook('update', 50, '142')], closing)).not.toHaveProperty('qualifiedAt');
  });

  it('is not told without the creation, from which the first is found', () => {
    expect(lead([hook('status', 50, '31', { created_at: '', date_create: 'x' })], settings)).not.toHaveProperty(
      'qualifiedAt',
    );
  });
});

describe('a lean hook of the digital pipeline', () => {
  const lean = (status: string) =>
    hookOf('status', { id: '900', status_id: status, pipeline_id: '3', old_status_id: '30' });

  it('says stage, outcome and pipeline for its first receipt, and nothing of the lead', () => {
    expect(factsIn([lean('31')], { stages: { qualified: ['31'] } })).toEqual({
      'deal 900': { pipeline: '3', stage: '31', outcome: 'open' },
    });
    expect(stages([lean('31')])).toEqual([{ at: firstReceivedAt, value: '31' }]);
  });

  it('says that a deal is won, not since when', () => {
    expect(factsIn([lean('142')])).toEqual({ 'deal 900': { pipeline: '3', outcome: 'won' } });
  });

  it('leaves the closing that the full hook told', () => {
    expect(deal([hook('status', 50, '142'), lean('142')])).toMatchObject({ outcome: 'won', closedAt: at(50) });
  });
});

describe('a deletion', () => {
  const deletion = hookOf('delete', { id: '900', status_id: '31', pipeline_id: '3' });

  it('is of the deal and of its lead, at its first receipt', () => {
    const records = recordsOf([hook('add', 0, '30'), deletion]);
    expect([...records].map(([key, record]) => [key, record.deleted])).toEqual([
      ['deal 900', true],
      ['lead 900', true],
    ]);
    expect(recordsOf([deletion]).get('deal 900')?.saidAt).toBe(firstReceivedAt);
  });

  it('is not undone by an edit that comes late', () => {
    expect(deal([deletion, hook('update', 50, '31')])).toMatchObject({ deleted: true });
  });

  it('is taken back by the restoring, though that repeats an old time', () => {
    const restoring = hook('restore', 10, '31');
    const translation = translate(restoring);
    expect(translation).toMatchObject({ rejected: [] });
    const marks =
      'observations' in translation ? translation.observations.filter(({ deleted }) => deleted === false) : [];
    expect(marks.map(({ record, stamp }) => [record, stamp.at])).toEqual([
      ['deal', firstReceivedAt],
      ['lead', firstReceivedAt],
    ]);
    expect(deal([restoring])).toMatchObject({ stage: '31' });
    expect(stages([restoring])).toEqual([{ at: at(10), value: '31' }]);
  });
});

describe('timeless', () => {
  const timeless = (body: string) => kommo.timeless({ body: Buffer.from(body), headers: {} });

  it.each([
    ['a full hook', hook('status', 50, '31'), false],
    ['a lean hook', hookOf('status', { id: '900', status_id: '31' }), true],
    ['a lean one among full ones', hookOf('status', leadWith(), { id: '901', status_id: '31' }), true],
    ['a deletion', hookOf('delete', leadWith()), true],
    ['a restoring', hookOf('restore', leadWith()), true],
    ['a note', hookOf('note', { note: { text: 'x' } }), false],
    ['a contact', formOf({ contacts: { add: [{ id: '5' }] } }), false],
    ['what is no hook', 'hello', false],
  ])('%s', (_, body, expected) => {
    expect(timeless(body)).toBe(expected);
  });
});

describe('times', () => {
  it('are the epoch ones, never their twins without a zone', () => {
    const odd = { last_modified: '2024-09-17 13:21:09', date_create: '2024-09-17 13:07:29' };
    expect(recordsOf([hookOf('update', leadWith(odd))]).get('deal 900')?.saidAt).toBe(1790000100 * 1000);
    expect(deal([hookOf('update', leadWith(odd))])).toMatchObject({ createdAt: at(0) });
  });

  it('are those of older hooks where the newer fields are missing or corrupt', () => {
    const older = leadWith({ updated_at: '', created_at: '17265663a90' });
    expect(recordsOf([hookOf('update', older)]).get('deal 900')?.saidAt).toBe(1790000100 * 1000);
    expect(deal([hookOf('update', older)])).toMatchObject({ createdAt: at(0) });
  });

  it('that are corrupt throughout are not said, and the receipt stands in for the change', () => {
    const corrupt = leadWith({
      updated_at: '1790000x',
      last_modified: '-5',
      created_at: '17265663a90',
      date_create: '0',
    });
    const record = recordsOf([hookOf('update', corrupt)]).get('deal 900');
    expect(record?.saidAt).toBe(firstReceivedAt);
    expect(record?.current('createdAt')).toBeUndefined();
  });

  it('of the future are refused by place', () => {
    const future = hookOf('update', leadWith(), leadWith({ id: '901', updated_at: '1890000000' }));
    expect(translate(future)).toMatchObject({ rejected: [{ index: 1, path: 'leads.update.1.at' }] });
    const translation = translate(future);
    expect('observations' in translation && new Set(translation.observations.map(({ id }) => id))).toEqual(
      new Set(['900']),
    );
  });
});

describe('fields', () => {
  it('say that nobody is responsible where the robot is', () => {
    expect(deal([hookOf('add', leadWith({ responsible_user_id: '0' }))])).toMatchObject({ owner: null });
  });

  it.each(['name', 'price', 'pipeline_id', 'responsible_user_id'])('that are empty are not said: %s', (name) => {
    const [full, without] = [leadWith(), leadWith({ [name]: '' })].map((one) => deal([hookOf('add', one)]));
    expect(Object.keys(without ?? {})).toHaveLength(Object.keys(full ?? {}).length - 1);
  });

  it('have no currency, which Kommo does not send', () => {
    expect(deal([hook('add', 0, '31')])).not.toHaveProperty('currency');
  });

  it('that are illegible are refused alone', () => {
    const translation = translate(hook('update', 50, '31', { price: 'a lot' }));
    expect(translation).toMatchObject({ rejected: [{ index: 0, path: 'leads.update.0.amount' }] });
    const said = 'observations' in translation ? translation.observations.flatMap(({ set }) => Object.keys(set)) : [];
    expect(said).toContain('stage');
    expect(said).not.toContain('amount');
    expect(JSON.stringify(translation)).not.toContain('a lot');
  });

  it('that the configuration maps come from the first value of a custom field', () => {
    const fields = {
      deal: {
        source: 'custom:501',
        expectedCloseAt: 'custom:502',
        'custom.tier': 'custom:503',
        lostReason: 'custom:999',
      },
      lead: { source: 'custom:501' },
    };
    const body = hookOf('add', leadWith());
    expect(deal([body], { fields })).toMatchObject({
      source: 'feira',
      expectedCloseAt: 1791000000 * 1000,
      'custom.tier': 'ouro',
    });
    expect(deal([body], { fields })).not.toHaveProperty('lostReason');
    expect(lead([body], { fields })).toMatchObject({ source: 'feira' });
    expect(lead([body])).not.toHaveProperty('source');
  });

  it('that are mapped and emptied are cleared, and illegible ones refused alone', () => {
    const fields = { deal: { source: 'custom:501', expectedCloseAt: 'custom:502', colour: 'custom:501' } };
    const custom_fields = [
      { id: '501', values: [{ value: '' }] },
      { id: '502', values: ['soon'] },
    ];
    const translation = translate(hook('update', 50, '31', { custom_fields }), { fields });
    expect(translation).toMatchObject({ rejected: [{ path: 'leads.update.0.expectedCloseAt' }] });
    const set =
      'observations' in translation ? Object.assign({}, ...translation.observations.map((one) => one.set)) : {};
    expect(set).toMatchObject({ source: null });
    expect(set).not.toHaveProperty('colour');
  });
});

describe('several leads in one body', () => {
  it('are told each', () => {
    const body = formOf({
      leads: { add: [leadWith()], status: [leadWith({ id: '901' }), leadWith({ id: '902', status_id: '142' })] },
    });
    expect(Object.keys(factsIn([body]))).toEqual([
      'deal 900',
      'lead 900',
      'deal 901',
      'lead 901',
      'deal 902',
      'lead 902',
    ]);
  });

  it('do not lose each other: what has no id, and what is no known action, is refused by place', () => {
    const body = formOf({
      leads: { add: [{ name: 'A' }, leadWith()], mark: [leadWith({ id: '901' })], delete: [{}, { id: '902' }] },
    });
    expect(translate(body)).toMatchObject({
      rejected: [
        { index: 0, path: 'leads.add.0.id' },
        { index: 2, path: 'leads.mark.0' },
      ],
    });
    const translation = translate(body);
    expect('observations' in translation && new Set(translation.observations.map(({ id }) => id))).toEqual(
      new Set(['900', '902']),
    );
  });
});

describe('what is not what Kommo sends', () => {
  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['another form', 'a=1&b=2'],
    ['only an account', 'account[id]=1'],
    ['leads without leads', 'leads=5&account[id]=1'],
    ['another JSON', '{"event":"deal.updated"}'],
    ['a JSON list', '[{"leads":{"add":[{"id":"1"}]}}]'],
    ['JSON that breaks off', '{"leads":{"add":[{"id":"1"'],
    ['XML', '<leads><add id="1"/></leads>'],
    ['a body that breaks off', hook('status', 50, '31').slice(0, hook('status', 50, '31').lastIndexOf('%5D'))],
  ])('fails with a reason: %s', (_, body) => {
    expect(translate(body)).toEqual({ failed: expect.stringMatching(/^The body ./) });
  });

  it('fails where it is no text', () => {
    expect(translate(Buffer.from([0x6c, 0xff]))).toEqual({ failed: expect.stringContaining('UTF-8') });
  });
});

describe('the account', () => {
  const body = hook('add', 0, '31');

  it('must be the one that is configured', () => {
    expect(translate(body, { account: '4401' })).toEqual({ failed: expect.stringMatching(/^wrongAccount/) });
    expect(translate(body, { account: '4400' })).toHaveProperty('observations');
  });

  it('is not asked for where either side does not know it', () => {
    expect(translate(body)).toHaveProperty('observations');
    expect(translate(formOf({ leads: { add: [leadWith()] } }), { account: '4401' })).toHaveProperty('observations');
  });
});

describe('what is recognised and not translated yet', () => {
  it.each(['contacts', 'task', 'unsorted', 'message', 'outgoing_message', 'talk', 'catalogs', 'customers'])(
    '%s',
    (entity) => {
      expect(translate(formOf({ [entity]: { add: [{ id: '1' }] } }))).toEqual({ observations: [], rejected: [] });
    },
  );
});
