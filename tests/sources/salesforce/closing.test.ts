import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, deal, historyOf, id, lost, opportunity, won } from './deal.ts';
import { event } from './event.ts';
import { translate } from './records.ts';
import { message, type Told } from './soap.ts';

const closed = (instant: string, told: Told = {}): string =>
  opportunity(instant, { ...won, CloseDate: '2026-10-05', ...told });

/** A change event of the opportunity's. */
const changed = (instant: string, fields: Readonly<Record<string, unknown>>, changeType = 'UPDATE'): string =>
  event({ entityName: 'Opportunity', recordIds: [id], changeType, commitTimestamp: at(instant) }, fields);

describe('an outcome', () => {
  it('is what Salesforce says of it', () => {
    expect(deal([closed('10-05T12:00:00')])).toMatchObject({ outcome: 'won' });
    expect(deal([closed('10-05T12:00:00', lost)])).toMatchObject({ outcome: 'lost' });
    expect(deal([opportunity('10-05T12:00:00')])).toMatchObject({ outcome: 'open', closedAt: null });
    expect(deal([closed('10-05T12:00:00', { ...won, StageName: 'Signed' })])).toMatchObject({ outcome: 'won' });
    expect(deal([closed('10-05T12:00:00', { ...lost, StageName: 'Dead' })])).toMatchObject({ outcome: 'lost' });
  });

  const untold: Told = { IsClosed: undefined, IsWon: undefined };

  it.each([
    ['Closed Won', 'won'],
    ['Closed Lost', 'lost'],
    ['Signed', 'won'],
    ['Dead', 'lost'],
    ['Proposal', 'open'],
  ])('is told by the stage where Salesforce does not say: %s is %s', (StageName, outcome) => {
    const body = opportunity('10-05T12:00:00', { ...untold, StageName });
    expect(deal([body], { stages: { won: ['Signed'], lost: ['Dead'] } })).toMatchObject({ outcome });
  });

  it('is what the configuration says of a stage before all', () => {
    expect(
      deal([closed('10-05T12:00:00', { StageName: 'Delivered' })], { stages: { lost: ['Delivered'] } }),
    ).toMatchObject({
      outcome: 'lost',
    });
  });

  it('is not guessed where a closed opportunity does not say whether it was won', () => {
    const body = closed('10-05T12:00:00', { StageName: 'Done', IsWon: undefined, Amount: '5' });
    expect(translate(body)).toMatchObject({ rejected: [{ path: 'notifications.Notification.0.IsWon' }] });
    const translation = translate(body);
    const said = 'observations' in translation ? translation.observations.flatMap(({ set }) => Object.keys(set)) : [];
    expect(said).toEqual(['createdAt', 'amount', 'expectedCloseAt']);
  });

  it('ends the stages, of which only those of an open deal are said', () => {
    expect(deal([closed('10-05T12:00:00')])).not.toHaveProperty('stage');
  });
});

describe('the instant of a closing', () => {
  it('is that of the edit made on the very day', () => {
    expect(deal([closed('10-05T12:00:00')])).toMatchObject({ closedAt: at('10-05T12:00:00') });
  });

  it('is the first one of the day where the edit is of another', () => {
    expect(deal([closed('10-09T12:00:00')])).toMatchObject({ closedAt: at('10-05T00:00:00') });
    expect(deal([closed('09-30T12:00:00')])).toMatchObject({ closedAt: at('10-05T00:00:00') });
  });

  it('is not before the creation on the same day', () => {
    const created = { CreatedDate: '2026-10-05T09:30:00.000+0000' };
    expect(deal([closed('10-09T12:00:00', created)])).toMatchObject({ closedAt: at('10-05T09:30:00') });
  });

  it('is on the day in the time zone of the workspace', () => {
    const timeZone = 'America/Sao_Paulo';
    expect(deal([closed('10-06T01:00:00')], { timeZone })).toMatchObject({ closedAt: at('10-06T01:00:00') });
    expect(deal([closed('10-06T03:00:00')], { timeZone })).toMatchObject({ closedAt: at('10-05T03:00:00') });
  });

  it('is the last move to a stage on the day, which no later edit takes away', () => {
    const moved = { LastStageChangeDate: '2026-10-05T10:00:00.000Z' };
    const bodies = ['10-05T10:00:00', '10-05T18:00:00', '10-09T12:00:00'].map((instant) => closed(instant, moved));
    for (let count = 1; count <= bodies.length; count += 1)
      expect(deal(bodies.slice(0, count))).toMatchObject({ closedAt: at('10-05T10:00:00') });
  });

  it('never leaves its day by edits that come later, in whatever order they are heard of', () => {
    const bodies = ['10-05T10:00:00', '10-05T18:00:00', '10-09T12:00:00', '11-02T12:00:00'].map((on) => closed(on));
    fc.assert(
      fc.property(fc.shuffledSubarray(bodies, { minLength: 1 }), (heard) => {
        const closedAt = Number(deal(heard)?.closedAt);
        expect(closedAt >= at('10-05T00:00:00') && closedAt < at('10-06T00:00:00')).toBe(true);
      }),
    );
  });

  it('goes to the day to which somebody corrects it, forward and back', () => {
    const first = closed('10-05T12:00:00');
    const back = closed('10-09T12:00:00', { CloseDate: '2026-09-30' });
    expect(deal([back, first])).toMatchObject({ closedAt: at('09-30T00:00:00') });
    const forward = closed('10-10T12:00:00', { CloseDate: '2026-10-08' });
    expect(deal([forward, back, first])).toMatchObject({ closedAt: at('10-08T00:00:00') });
  });

  it('may be from before the deal was last heard of as open', () => {
    const bodies = [closed('10-07T12:00:00', { CloseDate: '2026-10-02' }), opportunity('10-05T12:00:00')];
    expect(deal(bodies)).toMatchObject({ outcome: 'won', closedAt: at('10-02T00:00:00') });
  });

  it('is that of a change event which tells the stage', () => {
    const bodies = [changed('10-05T12:00:00', { StageName: 'Closed Won' })];
    expect(deal(bodies)).toMatchObject({ outcome: 'won', closedAt: at('10-05T12:00:00') });
    expect(deal([...bodies, changed('10-09T12:00:00', { Amount: 5 })])).toMatchObject({
      closedAt: at('10-05T12:00:00'),
    });
  });

  it('is the day that such an event gives it', () => {
    expect(deal([changed('10-05T12:00:00', { StageName: 'Closed Won', CloseDate: '2026-10-01' })])).toMatchObject({
      closedAt: at('10-01T00:00:00'),
    });
  });

  it('is not known where nothing tells it', () => {
    expect(deal([closed('10-05T12:00:00', { CloseDate: undefined })])).not.toHaveProperty('closedAt');
  });

  it('is taken back by a reopening, and comes again', () => {
    const reopened = [closed('10-05T12:00:00'), opportunity('10-07T12:00:00', { StageName: 'Proposal' })];
    expect(deal(reopened)).toMatchObject({ outcome: 'open', stage: 'Proposal', closedAt: null });
    const again = [...reopened, closed('10-08T12:00:00', { CloseDate: '2026-10-08' })];
    expect(deal(again)).toMatchObject({ outcome: 'won', closedAt: at('10-08T12:00:00') });
    expect(historyOf('outcome', again)?.map(({ value }) => value)).toEqual(['won', 'open', 'won']);
  });
});

describe('an expected closing', () => {
  it('is the first instant of the day, of a deal that is open', () => {
    const timeZone = 'America/Sao_Paulo';
    expect(deal([opportunity('10-05T12:00:00')], { timeZone })).toMatchObject({
      expectedCloseAt: at('10-30T03:00:00'),
    });
    expect(deal([opportunity('10-05T12:00:00'), closed('10-06T12:00:00')])).toMatchObject({
      expectedCloseAt: at('10-30T00:00:00'),
    });
    expect(deal([closed('10-06T12:00:00')])).not.toHaveProperty('expectedCloseAt');
  });

  it('that is no day is refused alone', () => {
    expect(translate(opportunity('10-05T12:00:00', { CloseDate: '2026-02-30' }))).toMatchObject({
      observations: [{ set: { stage: 'Qualification' } }],
      rejected: [{ path: 'notifications.Notification.0.expectedCloseAt' }],
    });
  });

  it('is taken back where Salesforce says that there is none', () => {
    const none = message('Opportunity', { Id: id, LastModifiedDate: '2026-10-09T00:00:00Z', CloseDate: null });
    expect(deal([opportunity('10-05T12:00:00'), none])).toMatchObject({ expectedCloseAt: null });
  });
});
