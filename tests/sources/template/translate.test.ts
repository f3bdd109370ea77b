import { expect, it } from 'vitest';
import { template } from '../../../lambdas/sources/template/index.ts';
import { readingOf } from '../records.ts';
import { bodyOf, eventWith, fixture } from './fixture.ts';

const { factsIn, translate } = readingOf(template);
const later = (milliseconds: number, change: object = {}): object => ({
  occurred_at: 1_790_000_000_000 + milliseconds,
  ...change,
});

it('makes a deal of an event', () => {
  expect(factsIn([bodyOf(eventWith())], fixture.settings)).toEqual({
    'deal 42': {
      name: 'Velas',
      amount: '1200.5',
      owner: '7',
      stage: 'offer',
      outcome: 'open',
      closedAt: null,
      'custom.tier': 'gold',
    },
  });
});

it('closes a deal by the stages that are configured, and opens it again', () => {
  const won = eventWith({ stage: 'signed' }, later(1000));
  const reopened = eventWith({ stage: 'offer' }, later(2000));
  expect(factsIn([bodyOf(won), bodyOf(eventWith())], fixture.settings)['deal 42']).toMatchObject({
    outcome: 'won',
    closedAt: 1_790_000_001_000,
    stage: 'offer',
  });
  expect(factsIn([bodyOf(reopened, won)], fixture.settings)['deal 42']).toMatchObject({
    outcome: 'open',
    closedAt: null,
  });
});

it('deletes a deal', () => {
  const deletion = eventWith({}, later(1, { type: 'deal.deleted' }));
  expect(factsIn([bodyOf(deletion, eventWith())])['deal 42']).toMatchObject({ deleted: true });
});

it('tells what it cannot read, by its place, and reads the rest', () => {
  expect(translate(bodyOf(eventWith({ id: '' }), eventWith({}, { occurred_at: 'today' }), eventWith()))).toMatchObject({
    observations: [{ id: '42' }],
    rejected: [
      { index: 0, path: 'events.0.deal.id', message: 'is missing' },
      { index: 1, path: 'events.1.occurred_at', message: 'must be epoch milliseconds' },
    ],
  });
});
