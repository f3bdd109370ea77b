import { describe, expect, it } from 'vitest';
import { parseObservations } from '../../../lambdas/domain/records/batch.ts';
import { encode } from '../../../lambdas/domain/records/encode.ts';
import { fold } from '../../../lambdas/domain/records/fold.ts';
import { statesOf } from '../../../lambdas/domain/records/states.ts';
import { readRecord } from '../../../lambdas/domain/records/view.ts';
import { describeExample, pageOf } from '../page.ts';
import { fixture } from './fixture.ts';

const page = pageOf('zendesk');

describe('the page of Zendesk', () => {
  describeExample(fixture);

  it('has a body for triggers that is taken as it stands, and of which the greater number of one instant counts', () => {
    const [, body = ''] = /^ *```json\n([\s\S]*?)^ *```/m.exec(page) ?? [];
    const told = (replies: number) =>
      body
        .replace('{{ticket.id}}', '900')
        .replace('{{ticket.updated_at_with_timestamp}}', '2026-10-05T10:00Z')
        .replace('"replies": 1', `"replies": ${replies}`);
    const read = [1, 2, 1].map((replies) => parseObservations(told(replies), 'json', Date.parse('2026-10-05T10:01Z')));
    expect(read.flatMap(({ rejected }) => rejected)).toEqual([]);
    const states = read
      .flatMap(({ observations }) => observations)
      .flatMap(({ observation }) => statesOf(observation))
      .map(({ state }) => state);
    const ticket = readRecord('ticket', encode(states.reduce((a, b) => fold(a, b))));
    expect(ticket.current('replies')).toBe('2');
  });
});
