import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstReceivedAt } from '../records.ts';
import { at, deal, historyOf, id, opportunity, won } from './deal.ts';
import { event } from './event.ts';
import { recordsOf } from './records.ts';
import { envelope, message, notification } from './soap.ts';

describe('stages', () => {
  const course = [
    opportunity('10-01T09:00:00', { StageName: 'Prospecting' }),
    opportunity('10-02T09:00:00', { StageName: 'Prospecting', Amount: '10.0' }),
    opportunity('10-03T09:00:00', { StageName: 'Proposal' }),
    opportunity('10-05T09:00:00', { ...won, CloseDate: '2026-10-05' }),
  ];

  it('are what successive messages say, each from its own time on', () => {
    expect(historyOf('stage', course)).toEqual([
      { at: at('10-01T09:00:00'), value: 'Prospecting' },
      { at: at('10-02T09:00:00'), value: 'Prospecting' },
      { at: at('10-03T09:00:00'), value: 'Proposal' },
    ]);
  });

  it('are the same in whatever order, and however often, messages come', () => {
    const expected = JSON.stringify(
      [...recordsOf(course)].map(([key, record]) => [
        key,
        record.history('stage'),
        record.history('outcome'),
        record.current('closedAt'),
        record.current('amount'),
      ]),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray([...course, ...course], { minLength: 8 }), (heard) => {
        const records = recordsOf(heard);
        expect(
          JSON.stringify(
            [...records].map(([key, record]) => [
              key,
              record.history('stage'),
              record.history('outcome'),
              record.current('closedAt'),
              record.current('amount'),
            ]),
          ),
        ).toBe(expected);
      }),
    );
  });

  it('are known from the last move on, where Salesforce tells when that was', () => {
    const body = opportunity('10-03T09:00:00', {
      StageName: 'Proposal',
      LastStageChangeDate: '2026-10-02T15:00:00.000Z',
    });
    expect(historyOf('stage', [body])).toEqual([
      { at: at('10-02T15:00:00'), value: 'Proposal' },
      { at: at('10-03T09:00:00'), value: 'Proposal' },
    ]);
    expect(historyOf('outcome', [body])?.[0]).toEqual({ at: at('10-02T15:00:00'), value: 'open' });
  });

  it('are told by change events too, a transaction after the other', () => {
    const change = (commitNumber: number, sequenceNumber: number, StageName: string): string =>
      event(
        {
          entityName: 'Opportunity',
          recordIds: [id],
          changeType: 'UPDATE',
          commitTimestamp: at('10-03T09:00:00'),
          commitNumber,
          sequenceNumber,
        },
        { StageName },
      );
    const events = [change(900, 2, 'C'), change(900, 1, 'D'), change(1000, 1, 'A'), change(800, 100, 'E')];
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: 4 }), (heard) => {
        expect(deal(heard)).toMatchObject({ stage: 'A' });
        expect(historyOf('stage', heard)).toEqual([{ at: at('10-03T09:00:00'), value: 'A' }]);
      }),
    );
  });

  it('are in the order of transactions whose numbers are beyond what a number holds exactly', () => {
    const change = (commitNumber: string, StageName: string): string =>
      event(
        {
          entityName: 'Opportunity',
          recordIds: [id],
          changeType: 'UPDATE',
          commitTimestamp: at('10-03T09:00:00'),
          commitNumber: 1,
        },
        { StageName },
      ).replace('"commitNumber":1', `"commitNumber":${commitNumber}`);
    const events = [
      change('1725357365187780609', 'B'),
      change('1725357365187780610', 'A'),
      change('1725357365187780608', 'C'),
    ];
    for (const heard of [events, events.toReversed()]) expect(deal(heard)).toMatchObject({ stage: 'A' });
  });
});

describe('the time of a message', () => {
  it('is the later of the two that Salesforce keeps', () => {
    const told = {
      Id: id,
      LastModifiedDate: '2026-10-03T09:00:00.000Z',
      SystemModstamp: '2026-10-04T09:00:00.000Z',
      StageName: 'A',
    };
    expect(historyOf('stage', [message('Opportunity', told)])).toEqual([{ at: at('10-04T09:00:00'), value: 'A' }]);
  });

  it.each(['LastModifiedDate', 'SystemModstamp'])('may be %s alone', (name) => {
    const body = message('Opportunity', { Id: id, [name]: '2026-10-03T09:00:00.000Z', StageName: 'A' });
    expect(historyOf('stage', [body])).toEqual([{ at: at('10-03T09:00:00'), value: 'A' }]);
  });

  it('is its first receipt where it has none, or none that can be read', () => {
    for (const LastModifiedDate of [undefined, null, 'yesterday', '2026-13-03T09:00:00Z'])
      expect(historyOf('stage', [message('Opportunity', { Id: id, LastModifiedDate, StageName: 'A' })])).toEqual([
        { at: firstReceivedAt, value: 'A' },
      ]);
  });

  it('of one second is in the order of the notifications', () => {
    const told = { Id: id, LastModifiedDate: '2026-10-03T09:00:00.000Z' };
    const [first, second] = ['Z', 'A'].map((StageName) => notification('Opportunity', { ...told, StageName })) as [
      string,
      string,
    ];
    for (const both of [
      [first, second],
      [second, first],
    ])
      expect(deal([envelope(...both)])).toMatchObject({ stage: 'A' });
  });
});
