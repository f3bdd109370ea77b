import { describe, expect, it } from 'vitest';
import { kommo } from '../../../lambdas/sources/kommo/index.ts';
import { firstReceivedAt } from '../records.ts';
import { formOf } from './form.ts';
import { factsIn, translate } from './records.ts';

const at = 1_790_000_100;
const instant = at * 1000;

type Change = Readonly<Record<string, unknown>>;

const message = (entity: string, seconds: number, change: Change): string =>
  formOf({
    [entity]: {
      add: [
        {
          id: `m${seconds}`,
          chat_id: 'c1',
          talk_id: '191',
          contact_id: '52',
          entity_type: 'lead',
          entity_id: '900',
          text: 'Olá',
          created_at: String(at + seconds),
          ...change,
        },
      ],
    },
  });

const agent = { id: 'a1', type: 'internal', name: 'Rui', user_id: '77' };
const incoming = (change: Change = {}): string =>
  message('message', 0, { type: 'incoming', author: { id: 'e1', type: 'external' }, ...change });
const outgoing = (seconds: number, change: Change = {}): string =>
  message('outgoing_message', seconds, { type: 'outgoing', author: agent, ...change });

const persons = { customers: 'person' } as const;
const answered = (seconds: number) => ({ 'lead 900': { respondedAt: instant + seconds * 1000 } });

describe('a message that comes in', () => {
  it('is a reply of the contact, where contacts are the customers', () => {
    for (const body of [incoming(), incoming({ type: '' }), incoming({ type: '', author: {} })]) {
      const translation = translate(body, persons);
      expect(translation).toMatchObject({
        observations: [{ record: 'activity', id: 'm0', set: { at: instant, kind: 'reply', customer: '52' } }],
        rejected: [],
      });
      expect(JSON.stringify(translation)).not.toContain('Olá');
      expect(factsIn([body])).toEqual({});
    }
  });

  it('is known by its type, whatever it is called in the body', () => {
    const body = message('outgoing_message', 0, { type: 'incoming', author: { type: 'external' } });
    expect(translate(body, persons)).toMatchObject({ observations: [{ record: 'activity' }] });
    expect(factsIn([body])).toEqual({});
  });
});

describe('a message that goes out', () => {
  it('is the first answer to a lead, if none went before it, in whatever order they come', () => {
    const bodies = [outgoing(60), outgoing(30), outgoing(90)];
    for (const order of [bodies, bodies.toReversed()]) expect(factsIn(order)).toEqual(answered(30));
  });

  it.each([
    ['by its type', { type: 'outgoing', author: agent }],
    ['by its author, where it tells no type', { type: '', author: { type: 'internal' } }],
  ])('is one under the name of those that come in, too, and no reply of the customer: %s', (_, change) => {
    expect(factsIn([message('message', 5, change)], persons)).toEqual(answered(5));
  });

  it.each([
    ['a user', { user_id: '77' }],
    ['somebody of the account', { type: 'internal' }],
  ])('is an answer of %s', (_, author) => {
    expect(factsIn([outgoing(5, { author })])).toEqual(answered(5));
  });

  it.each([
    ['a bot', { type: 'bot', name: 'Salesbot' }],
    ['a bot in the name of a user', { type: 'bot', user_id: '77' }],
    ['the robot that Kommo numbers zero', { type: 'external', user_id: '0' }],
  ])('is no answer of %s, which does not stop the clock', (_, author) => {
    for (const entity of ['message', 'outgoing_message'])
      expect(translate(message(entity, 5, { type: 'outgoing', author }), persons)).toEqual({
        observations: [],
        rejected: [],
      });
  });

  it('is none to anything but a lead', () => {
    expect(factsIn([outgoing(1, { entity_type: 'contact' })])).toEqual({});
    expect(factsIn([outgoing(1, { entity_type: '', element_type: '2', entity_id: '', element_id: '900' })])).toEqual(
      answered(1),
    );
  });

  it.each([
    ['which lead it answers', 'entity_id', { entity_id: '', entity_type: '' }],
    ['which lead it answers, though it says that there is one', 'entity_id', { entity_id: '' }],
    ['who wrote it', 'author', { author: '' }],
  ])('that does not tell %s is told as a problem', (_, path, change) => {
    for (const entity of ['message', 'outgoing_message'])
      expect(translate(message(entity, 5, { type: 'outgoing', author: agent, ...change }), persons)).toMatchObject({
        observations: [],
        rejected: [{ index: 0, path: `${entity}.add.0.${path}` }],
      });
  });
});

describe('a message without a time', () => {
  it('has that of its receipt', () => {
    const body = outgoing(1, { created_at: '' });
    expect(factsIn([body])).toEqual({ 'lead 900': { respondedAt: firstReceivedAt } });
    expect(kommo.timeless({ body: Buffer.from(body), headers: {} })).toBe(true);
    expect(kommo.timeless({ body: Buffer.from(outgoing(1)), headers: {} })).toBe(false);
  });
});
