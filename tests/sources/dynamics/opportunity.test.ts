import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountId,
  at,
  choice,
  contactId,
  created,
  date,
  dealId,
  lookup,
  money,
  operation,
  owner,
  update,
} from './context.ts';
import { creation } from './fixture.ts';
import { deal, recordsOf } from './records.ts';

const stageOne = '5b8d3e07-91c4-42fa-8e6b-0d7f25a9c308';
const stageTwo = '6c9e4f18-a2d5-430b-9f7c-1e8036bad419';

const stages = (bodies: string[]) => recordsOf(bodies).get(`deal ${dealId}`)?.history('stage');

describe('a deal that is made', () => {
  it('has what the target holds', () => {
    const labels = { '64b0f3a9-2d85-4e71-9cf6-e018a7b5d209': 'eur' };
    expect(deal([creation], { labels })).toEqual({
      name: 'Três barcos & um cais',
      createdAt: created,
      stage: stageOne,
      amount: '4800.5',
      currency: 'EUR',
      owner,
      customer: accountId,
      outcome: 'open',
      closedAt: null,
      lostReason: null,
    });
  });

  it.each([{}, { '64b0f3a9-2d85-4e71-9cf6-e018a7b5d209': 'Euro' }, { EUR: 'EUR' }])(
    'has no currency where no label of its id is a code: %j',
    (labels) => {
      expect(deal([creation], { labels })).not.toHaveProperty('currency');
    },
  );
});

describe('a customer of a deal', () => {
  const columns = { customerid: lookup('contact', contactId), parentaccountid: lookup('account', accountId) };

  it('is the account or the contact, as the source has customers', () => {
    expect(deal([update(5, columns)])).toMatchObject({ customer: accountId });
    expect(deal([update(5, columns)], { customers: 'person' })).toMatchObject({ customer: contactId });
  });

  it('is not said where only the other kind is told, and none where the lookups are empty', () => {
    expect(deal([update(5, { customerid: lookup('contact', contactId), name: 'A' })])).not.toHaveProperty('customer');
    expect(deal([update(5, { customerid: null })])).toMatchObject({ customer: null });
    const nobody = lookup('account', '00000000-0000-0000-0000-000000000000');
    expect(deal([update(5, { customerid: nobody })])).toMatchObject({ customer: null });
  });
});

describe('stages', () => {
  it('are what each operation says, from its time on', () => {
    expect(stages([creation, update(50, { stageid: stageTwo })])).toEqual([
      { at: at(0), value: stageOne },
      { at: at(50), value: stageTwo },
    ]);
  });

  it('are those of the process, else its name, else of sales, by what is there', () => {
    const all = { stageid: stageTwo, stepname: '2-Develop', salesstage: choice(0) };
    expect(deal([update(5, all)])).toMatchObject({ stage: stageTwo });
    expect(deal([update(5, { ...all, stageid: null })])).toMatchObject({ stage: '2-Develop' });
    expect(deal([update(5, { salesstage: choice(0) })])).toMatchObject({ stage: '0' });
  });

  it('are those of the column that the configuration names, and only while the deal is open', () => {
    const fields = { deal: { stage: 'custom:new_phase' } };
    const columns = { stageid: stageTwo, new_phase: choice(7) };
    expect(deal([update(5, columns)], { fields })).toMatchObject({ stage: '7' });
    expect(deal([update(5, { ...columns, statecode: choice(1) })], { fields })).not.toHaveProperty('stage');
    expect(deal([update(5, { stageid: stageTwo, name: 'A' })], { fields })).not.toHaveProperty('stage');
  });
});

describe('a closing', () => {
  it('is won or lost at the time of the change', () => {
    expect(deal([update(50, { statecode: choice(1) })])).toMatchObject({ outcome: 'won', closedAt: at(50) });
    expect(deal([update(50, { statecode: choice(2), statuscode: choice(5) })])).toMatchObject({
      outcome: 'lost',
      closedAt: at(50),
      lostReason: '5',
    });
  });

  it('may be a stage, or a reason of the state, that the configuration names', () => {
    const won = { stages: { won: [stageTwo.toUpperCase()], lost: ['6'] } };
    expect(deal([update(50, { stageid: stageTwo })], won)).toMatchObject({ outcome: 'won', closedAt: at(50) });
    expect(deal([update(50, { stageid: stageTwo })], won)).not.toHaveProperty('stage');
    expect(deal([update(50, { statuscode: choice(6) })], won)).toMatchObject({ outcome: 'lost', closedAt: at(50) });
    expect(deal([update(50, { stageid: stageOne })], won)).not.toHaveProperty('outcome');
  });

  it('has the amount that was earned, and else the expected one', () => {
    const values = { actualvalue: money(900), estimatedvalue: money(1000) };
    expect(deal([update(50, { ...values, statecode: choice(1) })])).toMatchObject({ amount: '900' });
    expect(deal([update(50, { ...values, statecode: choice(2) })])).toMatchObject({ amount: '1000' });
    expect(deal([update(50, { ...values, statecode: choice(0) })])).toMatchObject({ amount: '1000' });
    expect(deal([update(50, { estimatedvalue: money(1000), statecode: choice(1) })])).toMatchObject({ amount: '1000' });
  });

  it('keeps its instant when the closed deal is edited, with an image or with all columns written back', () => {
    const closing = update(50, { statecode: choice(1) });
    const post = { statecode: choice(1), actualclosedate: date(Date.parse('2026-09-21T00:00:00Z')) };
    const edit = update(5000, { name: 'B' }, { post });
    const all = update(6000, { statecode: choice(1), name: 'C' }, { pre: { statecode: choice(1) } });
    expect(deal([closing, edit, all])).toMatchObject({ outcome: 'won', closedAt: at(50), name: 'C' });
    expect(deal([update(90, { stageid: stageOne }, { post: { statecode: choice(1) } })])).not.toHaveProperty(
      'closedAt',
    );
  });

  it('that only an edit tells of is on the day of its column, in the zone of the workspace', () => {
    const post = { statecode: choice(1), actualclosedate: date(Date.parse('2026-09-21T00:00:00Z')) };
    const edit = update(5000, { name: 'B' }, { post });
    const timeZone = 'America/Sao_Paulo';
    expect(deal([edit], { timeZone })).toMatchObject({ closedAt: Date.parse('2026-09-21T03:00:00Z') });
    const closing = update(50, { statecode: choice(1) });
    expect(deal([edit, closing], { timeZone })).toMatchObject({ closedAt: at(50) });
  });

  it('that is entered later is on the day of its column, whichever way that is written', () => {
    const timeZone = 'America/Sao_Paulo';
    const day = Date.parse('2026-09-14T03:00:00Z');
    for (const actualclosedate of [date(Date.parse('2026-09-14T00:00:00Z')), date(day)])
      expect(deal([update(50, { statecode: choice(1), actualclosedate })], { timeZone })).toMatchObject({
        closedAt: day,
      });
    const today = date(Date.parse('2026-09-21T00:00:00Z'));
    expect(deal([update(50, { statecode: choice(1), actualclosedate: today })], { timeZone })).toMatchObject({
      closedAt: at(50),
    });
  });

  it('is taken back when the deal is open again, and may come again', () => {
    const reopened = [
      update(50, { statecode: choice(2), statuscode: choice(4) }),
      update(70, { statecode: choice(0), statuscode: choice(1) }),
    ];
    expect(deal(reopened)).toMatchObject({ outcome: 'open', closedAt: null, lostReason: null });
    expect(deal([...reopened, update(90, { statecode: choice(1) })])).toMatchObject({
      outcome: 'won',
      closedAt: at(90),
    });
  });
});

describe('the expected close', () => {
  it('begins the day in the zone of the workspace', () => {
    const estimatedclosedate = date(Date.parse('2026-10-30T00:00:00Z'));
    expect(deal([update(5, { estimatedclosedate })], { timeZone: 'Asia/Tokyo' })).toMatchObject({
      expectedCloseAt: Date.parse('2026-10-29T15:00:00Z'),
    });
    expect(deal([update(5, { estimatedclosedate: null })])).toMatchObject({ expectedCloseAt: null });
  });
});

describe('any order', () => {
  it('and any repetition of operations make the same deal', () => {
    const bodies = [
      creation,
      update(10, { stageid: stageTwo }, { pre: { stageid: stageOne, modifiedon: date(at(0)) } }),
      update(20, { ownerid: lookup('team', contactId) }, { post: { stageid: stageTwo, statecode: choice(0) } }),
      update(30, { statecode: choice(2) }, { post: { actualclosedate: date(Date.parse('2026-09-21T00:00:00Z')) } }),
      update(40, { statecode: choice(0) }),
      operation({ message: 'Win', at: at(50) }),
      update(60, { name: 'Z' }, { post: { statecode: choice(1), modifiedon: date(at(60)) } }),
    ];
    const expected = deal(bodies);
    const history = stages(bodies);
    expect(expected).toMatchObject({ outcome: 'won', closedAt: at(50), owner: contactId, name: 'Z', stage: stageTwo });
    fc.assert(
      fc.property(fc.shuffledSubarray([...bodies, ...bodies], { minLength: bodies.length * 2 }), (disorder) => {
        expect(deal(disorder)).toEqual(expected);
        expect(stages(disorder)).toEqual(history);
      }),
      { numRuns: 50 },
    );
  });
});
