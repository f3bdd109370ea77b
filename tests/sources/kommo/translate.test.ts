import { describe, expect, it } from 'vitest';
import { leadWith } from './fixture.ts';
import { formOf } from './form.ts';
import { hook } from './hook.ts';
import { factsIn, translate } from './records.ts';

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
        { index: 2, path: 'leads.?.0' },
      ],
    });
    const translation = translate(body);
    expect('observations' in translation && new Set(translation.observations.map(({ id }) => id))).toEqual(
      new Set(['900', '902']),
    );
  });
});

describe('the place of what is refused', () => {
  it('holds none of the body’s own names', () => {
    const hostile = { 7: { a: 1 }, 'ana@acme.example': { a: 1 }, '+351911222333': { a: 1 }, 123456789012: { a: 1 } };
    for (const entity of ['leads', 'contacts', 'companies', 'unsorted'])
      for (const action of ['add', 'ana@acme.example', '__proto__', 'constructor']) {
        const translation = translate(formOf({ [entity]: { [action]: hostile } }));
        expect(translation).toHaveProperty('rejected');
        expect(JSON.stringify(translation)).not.toMatch(/ana@|3519|1234567|__proto__|constructor/);
      }
    expect(translate(formOf({ leads: { add: hostile } }))).toMatchObject({
      rejected: [{ path: 'leads.add.7.id' }, { path: 'leads.add.?.id' }],
    });
  });
});

describe('an id', () => {
  it.each([true, false, 'ana@acme.example', '', ' 5', '-1', '1.5', '9'.repeat(30)])('is digits, unlike %j', (id) => {
    for (const entity of ['leads', 'contacts', 'companies'])
      expect(
        translate(JSON.stringify({ [entity]: { add: [{ ...leadWith({ id }), type: 'company' }] } })),
      ).toMatchObject({
        observations: [],
        rejected: [{ path: `${entity}.add.0.id` }],
      });
  });

  it('that has lost digits on its way through JSON is none', () => {
    const body = '{"leads":{"delete":[{"id":9007199254740993}]}}';
    expect(translate(body)).toMatchObject({ observations: [], rejected: [{ path: 'leads.delete.0.id' }] });
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
    expect(translate(body, { account: '4401' })).toEqual({
      failed: expect.stringMatching(/^wrongAccount/),
      wrongAccount: true,
    });
    expect(translate(body, { account: '4400' })).toHaveProperty('observations');
  });

  it('may be told of the lead alone', () => {
    const lead = formOf({ leads: { add: [leadWith()] } });
    expect(translate(lead, { account: '4401' })).toEqual({
      failed: expect.stringMatching(/^wrongAccount/),
      wrongAccount: true,
    });
    expect(translate(lead, { account: '4400' })).toHaveProperty('observations');
  });

  it('is not asked for where either side does not know it', () => {
    expect(translate(body)).toHaveProperty('observations');
    const { account_id: _, ...lead } = leadWith();
    expect(translate(formOf({ leads: { add: [lead] } }), { account: '4401' })).toHaveProperty('observations');
  });
});

describe('what is recognised and says nothing of our records', () => {
  it.each(['contacts', 'task', 'message', 'talk', 'catalogs', 'customers'])('%s', (entity) => {
    expect(translate(formOf({ [entity]: { add: [{ id: '1' }] } }))).toEqual({ observations: [], rejected: [] });
  });
});
