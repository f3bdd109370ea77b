import { describe, expect, it } from 'vitest';
import { clickup } from '../../../lambdas/sources/clickup/index.ts';
import {
  creation,
  deletion,
  event,
  field,
  fieldItem,
  item,
  list,
  opaque,
  status,
  statusItem,
  taskId,
  updated,
  workspace,
} from './hook.ts';
import { deal, factsIn, translate } from './records.ts';

const nothing = { observations: [], rejected: [] };

describe('what is not what ClickUp sends', () => {
  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['a list', '[]'],
    ['another object', '{"a":1}'],
    ['another event', '{"event":"deal.updated","history_items":[]}'],
    ['an event that is no text', '{"event":5,"task_id":"1"}'],
    ['a payload of somebody else', '{"payload":{"id":"1"}}'],
    ['an automation without a task', '{"trigger_id":"1","payload":{}}'],
    ['a body that breaks off', creation().slice(0, -1)],
    ['XML', '<event/>'],
  ])('fails with a reason: %s', (_, body) => {
    expect(translate(body)).toEqual({ failed: expect.stringMatching(/^The body ./) });
  });

  it('fails where it is no text', () => {
    expect(translate(Buffer.from([0x7b, 0xff]))).toEqual({ failed: expect.stringContaining('UTF-8') });
  });
});

describe('what says nothing of our records', () => {
  it.each(['listCreated', 'folderDeleted', 'spaceUpdated', 'goalCreated', 'keyResultUpdated'])(
    'is taken: %s',
    (name) => {
      expect(translate(event(name))).toEqual(nothing);
    },
  );

  it('is an event of a task without its history', () => {
    expect(translate(event('taskUpdated'))).toEqual(nothing);
    expect(translate(JSON.stringify({ event: 'taskTimeTrackedUpdated', task_id: taskId }))).toEqual(nothing);
  });
});

describe('several items in one body', () => {
  it('do not lose each other: what cannot be read is refused by place', () => {
    const body = updated(
      null,
      item(1, 'status', { date: 'now' }),
      item(2, 'status', { after: null }),
      { ...item(3, 'name'), field: 7.5 },
      { ...item(4, 'name', { after: 'A' }), id: 2 ** 60 },
      item(5, 'name', { after: 'B' }),
    );
    expect(translate(body)).toMatchObject({
      rejected: [
        { index: 0, path: 'history_items.0.field' },
        { index: 1, path: 'history_items.1.date' },
        { index: 2, path: 'history_items.2.after.status' },
        { index: 3, path: 'history_items.3.field' },
        { index: 4, path: 'history_items.4.id' },
      ],
    });
    const translation = translate(body);
    const said = 'observations' in translation ? translation.observations.map(({ set }) => set) : [];
    expect(said).toEqual([{ pipeline: list }, { pipeline: list, name: 'B' }]);
  });

  it('are refused together without the task', () => {
    for (const task_id of [null, 2 ** 60, ''])
      expect(translate(JSON.stringify({ event: 'taskUpdated', task_id, history_items: [item(5, 'name')] }))).toEqual({
        observations: [],
        rejected: [{ index: 0, path: 'task_id', message: 'is missing' }],
      });
  });

  it('may be so many that a body has a megabyte', () => {
    const many = Array.from({ length: 3000 }, (_, minute) => statusItem(minute, status(`stage ${minute}`)));
    const body = updated(...many);
    expect(body.length).toBeGreaterThan(1_000_000);
    expect(deal([body])).toMatchObject({ stage: 'stage 2999' });
  });

  it('do not take longer than their length, however many options a field has', () => {
    const options = Array.from({ length: 9000 }, (_, n) => ({ id: `o-${n}`, label: `Label ${n}` }));
    const labels = field('X', 'labels', { options });
    const before = process.cpuUsage().user;
    const body = updated(
      fieldItem(
        5,
        labels,
        options.map(({ id }) => id),
      ),
    );
    expect(factsIn([body], { fields: { deal: { source: 'custom:X' } } })).toHaveProperty([`deal ${taskId}`]);
    expect(process.cpuUsage().user - before).toBeLessThan(1_500_000);
  });
});

describe('hostile names', () => {
  it('are names', () => {
    const settings = {
      lists: { [list]: 'deal' as const },
      fields: { deal: { source: 'custom:__proto__', 'custom.y': 'custom:constructor' } },
    };
    for (const parent_id of ['__proto__', 'constructor', 'toString'])
      expect(factsIn([updated(item(5, 'name', { parent_id, after: 'A' }))], settings)).toEqual({});
    expect(deal([opaque(5)], settings)).not.toHaveProperty('source');
    expect(deal([updated(item(5, '__proto__', { after: 'A' }))], settings)).toEqual({ pipeline: list, source: 'A' });
  });

  it('that come twice stand as the last says', () => {
    const body = updated(item(5, 'name', { after: 'A' })).replace('{', '{"event":"taskDeleted",');
    expect(deal([body])).toEqual({ pipeline: list, name: 'A' });
  });

  it('that are broken text are refused', () => {
    expect(translate(updated(statusItem(5, status('a\uD800'))))).toMatchObject({
      rejected: [{ path: 'history_items.0.stage' }],
    });
    expect(translate(updated(item(5, 'name', { after: 'a\uD800' })))).toMatchObject({
      rejected: [{ path: 'history_items.0.name' }],
    });
  });
});

describe('the workspace of ClickUp', () => {
  const body = updated(fieldItem(5, field('X', 'text'), 'A'));

  it('must be the one that is configured', () => {
    for (const one of [body, opaque(5)]) {
      expect(translate(one, { account: '1' })).toEqual({
        failed: expect.stringMatching(/^wrongAccount: /),
        wrongAccount: true,
      });
      expect(translate(one, { account: workspace })).toHaveProperty('observations');
    }
  });

  it('is not asked for where either side does not know it', () => {
    expect(translate(body)).toHaveProperty('observations');
    for (const silent of [creation(), deletion])
      expect(translate(silent, { account: '1' })).toHaveProperty('observations');
  });
});

describe('timeless', () => {
  it('is a deletion alone', () => {
    const timeless = (text: string) => clickup.timeless({ body: Buffer.from(text), headers: {} });
    expect([deletion, creation(), event('listDeleted'), 'hello', '{}'].map(timeless)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
