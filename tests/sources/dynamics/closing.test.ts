import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, choice, created, date, money, operation, update } from './context.ts';
import { deal } from './records.ts';

type Settings = Parameters<typeof deal>[1];

/** What bodies say of the deal, checked in several orders and with repetitions. */
const expectDeal = (bodies: readonly string[], expected: object, settings: Settings = {}): void =>
  fc.assert(
    fc.property(fc.shuffledSubarray([...bodies, ...bodies], { minLength: bodies.length * 2 }), (heard) => {
      expect(deal(heard, settings)).toMatchObject(expected);
    }),
    { numRuns: 20 },
  );

const [stageOne, stageTwo] = ['5b8d3e07-91c4-42fa-8e6b-0d7f25a9c308', '6c9e4f18-a2d5-430b-9f7c-1e8036bad419'];
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const hour = 60;
const threeDays = 3 * 24 * hour;
const open = { statecode: choice(0), statuscode: choice(1) };

describe('a closing that was not heard', () => {
  const edit = update(
    threeDays,
    { name: 'B' },
    { post: { statecode: choice(1), actualclosedate: date(day('2026-09-21')) } },
  );

  it('is on the day that an image holds, though the deal was edited or made on that very day', () => {
    const before = update(50, { name: 'A' }, { post: { ...open, actualclosedate: null } });
    expectDeal([before, edit], { outcome: 'won', closedAt: day('2026-09-21') });
    const creation = operation({
      message: 'Create',
      target: { ...open, createdon: date(created), modifiedon: date(created) },
    });
    expectDeal([creation, edit], { outcome: 'won', closedAt: day('2026-09-21') });
  });

  it('is not one, once the deal is open again', () => {
    const reopened = update(threeDays + 5, open, { pre: { statecode: choice(1) } });
    const later = update(threeDays + 9, { name: 'C' }, { post: open });
    expectDeal([edit, reopened, later], { outcome: 'open', closedAt: null });
  });
});

describe('a closing that is edited', () => {
  const stages = { won: [stageTwo], lost: ['9'] };
  const won = { stageid: stageTwo, statecode: choice(0) };

  it('by a stage stays where it was, whatever else is written', () => {
    const closing = update(50, { stageid: stageTwo });
    const reason = update(5000, { statuscode: choice(2) }, { post: won, pre: { ...won, statuscode: choice(1) } });
    expectDeal([closing, reason], { outcome: 'won', closedAt: at(50) }, { stages });
    expectDeal([closing, update(5000, { statuscode: choice(2) }, { post: won })], { closedAt: at(50) }, { stages });
  });

  it('by a reason stays where it was when the stage moves', () => {
    const closing = update(50, { statuscode: choice(9) });
    const post = { ...open, statuscode: choice(9) };
    const move = update(5000, { stageid: stageOne }, { post, pre: post });
    expectDeal([closing, move], { outcome: 'lost', closedAt: at(50) }, { stages });
  });

  it('stays where it was when the state follows the stage', () => {
    const closing = update(50, { stageid: stageTwo });
    const state = update(5000, { statecode: choice(1) }, { post: { stageid: stageTwo }, pre: won });
    expectDeal([closing, state], { outcome: 'won', closedAt: at(50) }, { stages });
  });

  it('is taken back when the stage moves back, as images tell', () => {
    const back = update(90, { stageid: stageOne }, { post: open, pre: won });
    const bodies = [update(50, { stageid: stageTwo }), back];
    expectDeal(bodies, { outcome: 'open', closedAt: null, stage: stageOne }, { stages });
  });

  it.each(['2026-09-14', '2026-09-20'])(
    'goes to the day to which its column is corrected, also an earlier one: %s',
    (to) => {
      const closing = update(50, { statecode: choice(1), actualclosedate: date(day('2026-09-21')) });
      const pre = { statecode: choice(1), actualclosedate: date(day('2026-09-21')) };
      const correction = update(5000, { actualclosedate: date(day(to)) }, { post: { statecode: choice(1) }, pre });
      expectDeal([closing, correction], { closedAt: day(to) });
    },
  );
});

describe('a day in another zone than the workspace’s', () => {
  const closing = (minutes: number, midnight: string): string =>
    update(minutes, { statecode: choice(1), actualclosedate: date(Date.parse(midnight)) });

  it('is that of the change which is made within it', () => {
    expect(deal([closing(50, '2026-09-20T15:00:00Z')])).toMatchObject({ closedAt: at(50) });
    expect(deal([closing(6 * hour, '2026-09-21T15:00:00Z')])).toMatchObject({ closedAt: at(6 * hour) });
    const timeZone = 'America/Sao_Paulo';
    expect(deal([closing(50, '2026-09-20T22:00:00Z')], { timeZone })).toMatchObject({ closedAt: at(50) });
  });

  it('is the one on which most of it falls, where the closing is entered later', () => {
    expect(deal([closing(threeDays, '2026-09-30T15:00:00Z')])).toMatchObject({ closedAt: day('2026-10-01') });
    const edit = update(
      threeDays,
      { name: 'B' },
      { post: { statecode: choice(1), actualclosedate: date(Date.parse('2026-09-20T15:00:00Z')) } },
    );
    expect(deal([edit])).toMatchObject({ closedAt: day('2026-09-21') });
  });
});

describe('a reason', () => {
  it('of a deal that is lost by its stage is not that of the state it is in', () => {
    const lost = { stages: { lost: [stageTwo, '9'] } };
    const facts = deal([update(50, { stageid: stageTwo }, { post: open })], lost);
    expect(facts).toMatchObject({ outcome: 'lost' });
    expect(facts).not.toHaveProperty('lostReason');
    expect(deal([update(50, { statuscode: choice(9) }, { post: open })], lost)).toMatchObject({ lostReason: '9' });
  });

  it.each([
    ['Lose', {}],
    ['SetState', { State: choice(2) }],
  ])('that is left to Dynamics is none: %s', (message, parameters) => {
    const told = update(50, { statecode: choice(2), statuscode: choice(5) });
    const body = operation({ message, at: at(50) + 2000, parameters: { ...parameters, Status: choice(-1) } });
    expect(deal([told, body])).toMatchObject({ outcome: 'lost', lostReason: '5' });
  });
});

describe('the order within a second', () => {
  it('is that of the versions, which no job’s time outranks', () => {
    const creation = operation({
      message: 'Create',
      at: created + 500,
      target: { stageid: stageOne, estimatedvalue: money(1), modifiedon: date(created) },
    });
    const next = update(
      0,
      { stageid: stageTwo, estimatedvalue: money(2) },
      { post: { versionnumber: 1234567 }, at: created + 900 },
    );
    expectDeal([creation, next], { stage: stageTwo, amount: '2' });
  });

  it('is that of versions of any length', () => {
    const bodies = ['9', '10', '1234567890123456789'].map((version, index) =>
      update(50, { name: `${3 - index}` }, { post: {}, version }),
    );
    expectDeal(bodies, { name: '1' });
  });

  it('puts an image of before, with its version, behind the change that tells none', () => {
    const pre = { stageid: 'zzz', modifiedon: date(at(50)), versionnumber: 7 };
    expectDeal([update(50, { stageid: stageOne }, { pre })], { stage: stageOne });
  });
});
