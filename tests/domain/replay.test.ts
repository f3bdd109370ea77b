import { describe, expect, it } from 'vitest';
import type { Replay, SourceState } from '../../lambdas/domain/ports.ts';
import {
  begin,
  beginAgain,
  end,
  hasCaughtUp,
  isAbandoned,
  isSettled,
  type Pass,
  switchTo,
} from '../../lambdas/domain/replay.ts';

const minute = 60_000;
const state = (about: Partial<SourceState> = {}): SourceState => ({
  generation: 3,
  settledUntil: 50,
  begun: 3,
  replay: null,
  outdated: [],
  ...about,
});
const asking = { job: 'j', at: 1000, earliest: 10, settings: 's' };
const rebuild = begin(state(), { ...asking, failed: false }).to as Replay;

describe('a replay begins', () => {
  it('with the first delivery, into a generation that was never begun before', () => {
    expect(begin(state({ begun: 7 }), { ...asking, failed: false })).toEqual({
      from: null,
      to: {
        job: 'j',
        failed: false,
        generation: 8,
        step: 1,
        cursor: { phase: 'translate', generation: 8, settings: 's', pass: 1, began: 1000, from: 10 },
        at: 1000,
        catchUp: null,
      },
      settledUntil: 50,
    });
  });

  it('in the current generation where it is of what failed', () => {
    const { to } = begin(state({ begun: 7 }), { ...asking, failed: true });
    expect(to).toMatchObject({ failed: true, generation: 3, cursor: { phase: 'settle', from: 10 } });
  });

  it('in the place of an abandoned one, whose generation nobody will read', () => {
    const abandoned = { ...rebuild, generation: 4 };
    const change = begin(state({ replay: abandoned, begun: 4 }), { ...asking, failed: false });
    expect(change).toMatchObject({ from: abandoned, to: { generation: 5 }, outdated: 4 });
  });

  it('with what an abandoned one has left to be caught up with, whose generation is read', () => {
    const abandoned = { ...rebuild, generation: 3, catchUp: { from: 20, to: 30 } };
    const change = begin(state({ replay: abandoned }), { ...asking, failed: true });
    expect(change).toMatchObject({ to: { cursor: { phase: 'catchUp', from: 20 }, catchUp: { from: 20, to: 30 } } });
    expect(change).not.toHaveProperty('outdated');
  });
});

it('a replay is abandoned half an hour after its latest sign of life', () => {
  expect(isAbandoned(rebuild, 1000 + 30 * minute - 1)).toBe(false);
  expect(isAbandoned(rebuild, 1000 + 30 * minute)).toBe(true);
});

it('a rebuild begins anew in another generation, and gives up the one that it was at', () => {
  const change = beginAgain(state({ replay: rebuild, begun: 4 }), rebuild, { at: 2000, earliest: 10, settings: 't' });
  expect(change).toMatchObject({
    to: { job: 'j', generation: 5, cursor: { generation: 5, settings: 't', pass: 1, began: 2000, from: 10 } },
    outdated: 4,
  });
});

it.each([
  [1, minute, true],
  [1, minute + 1, false],
  [3, 60 * minute, false],
  [4, 60 * minute, true],
])('after pass %i of %i ms it has caught up: %s', (pass, took, expected) => {
  expect(hasCaughtUp({ ...(rebuild.cursor as Pass), pass }, 1000 + took)).toBe(expected);
});

it('the switch makes the new generation current and the old one outdated, and tells what is to be caught up with', () => {
  expect(switchTo(state({ replay: rebuild }), rebuild, 400, 2000)).toEqual({
    to: { ...rebuild, at: 2000, catchUp: { from: 400, to: 2000 + 5 * minute } },
    generation: 4,
    outdated: 3,
  });
});

it('what ends before the switch leaves nothing of its generation', () => {
  expect(end(state(), rebuild)).toEqual({ to: null, outdated: 4 });
  expect(end(state({ generation: 4 }), rebuild)).toEqual({ to: null });
});

it('a day is settled as long as anything can have been received on it', () => {
  expect(isSettled({ from: 5 * minute + 7 }, 7)).toBe(false);
  expect(isSettled({ from: 5 * minute + 8 }, 7)).toBe(true);
});
