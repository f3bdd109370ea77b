import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstReceivedAt } from '../records.ts';
import { at } from './deal.ts';
import { event } from './event.ts';
import { factsIn } from './records.ts';
import { message, type Told } from './soap.ts';

const id = '00Q7Q00000B2cDeUAK';
const settings = { stages: { qualified: ['Working', 'Nurturing'] } };

const told = (instant: string, Status: string, change: Told = {}): string =>
  message('Lead', {
    Id: id,
    CreatedDate: '2026-10-01T08:00:00.000Z',
    LastModifiedDate: new Date(at(instant)).toISOString(),
    Status,
    IsConverted: 'false',
    ...change,
  });

const lead = (bodies: readonly string[], change = {}) => factsIn(bodies, { ...settings, ...change })[`lead ${id}`];

describe('a lead', () => {
  it('is told with its name, its owner and where it came from', () => {
    const body = told('10-02T08:00:00', 'Open', { Name: 'Ana Lima', OwnerId: '0057Q000003hXcPQAU', LeadSource: 'Web' });
    expect(lead([body])).toEqual({
      name: 'Ana Lima',
      createdAt: at('10-01T08:00:00'),
      owner: '0057Q000003hXcPQAU',
      source: 'Web',
    });
  });

  it('is qualified when it first had such a status, in whatever order that is heard of', () => {
    const bodies = [
      told('10-02T08:00:00', 'Open'),
      told('10-03T08:00:00', 'Working'),
      told('10-04T08:00:00', 'Open'),
      told('10-05T08:00:00', 'Nurturing'),
      told('10-06T08:00:00', 'Nurturing', { LeadSource: 'Web' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(bodies, { minLength: bodies.length }), (heard) => {
        expect(lead(heard)).toMatchObject({ qualifiedAt: at('10-03T08:00:00') });
      }),
    );
    expect(lead(bodies, { stages: {} })).not.toHaveProperty('qualifiedAt');
  });

  it('is qualified at the receipt where no time is told', () => {
    expect(lead([told('10-02T08:00:00', 'Working', { LastModifiedDate: undefined })])).toMatchObject({
      qualifiedAt: firstReceivedAt,
    });
  });

  it('is qualified when a change event tells of it, which knows no creation', () => {
    const change = (changeType: string, Status: string): string =>
      event({ entityName: 'Lead', recordIds: [id], changeType, commitTimestamp: at('10-03T08:00:00') }, { Status });
    expect(lead([change('UPDATE', 'Working')])).toMatchObject({ qualifiedAt: at('10-03T08:00:00') });
    const later = change('UPDATE', 'Working').replace(String(at('10-03T08:00:00')), String(at('10-04T08:00:00')));
    expect(lead([change('UPDATE', 'Working'), later])).toMatchObject({ qualifiedAt: at('10-03T08:00:00') });
    expect(lead([change('UNDELETE', 'Working')])).not.toHaveProperty('qualifiedAt');
  });

  it('is disqualified while it has a status that is lost, and was never where none is named', () => {
    const lost = { stages: { lost: ['Unqualified'] } };
    const bodies = [told('10-02T08:00:00', 'Open'), told('10-03T08:00:00', 'Unqualified')];
    const revived = told('10-04T08:00:00', 'Working');
    for (const heard of [bodies, bodies.toReversed()]) {
      expect(lead(heard, lost)).toMatchObject({ disqualifiedAt: at('10-03T08:00:00') });
      expect(lead([revived, ...heard], lost)).toMatchObject({ disqualifiedAt: null });
      expect(lead(heard)).not.toHaveProperty('disqualifiedAt');
    }
  });

  it('stays disqualified since the event that told it, whatever else changes', () => {
    const change = (instant: string, changedFields: readonly string[]): string =>
      event(
        { entityName: 'Lead', recordIds: [id], changeType: 'UPDATE', commitTimestamp: at(instant), changedFields },
        { Status: 'Unqualified', LeadSource: 'Web' },
      );
    const bodies = [change('10-03T08:00:00', ['Status']), change('10-04T08:00:00', ['LeadSource'])];
    for (const heard of [bodies, bodies.toReversed()])
      expect(lead(heard, { stages: { lost: ['Unqualified'] } })).toMatchObject({
        disqualifiedAt: at('10-03T08:00:00'),
      });
  });

  const converted = {
    IsConverted: 'true',
    ConvertedDate: '2026-10-05',
    ConvertedOpportunityId: '0067Q00000A1bCdQAV',
    ConvertedAccountId: '0017Q00000E5fGhQAO',
  };

  it('is converted on the day that Salesforce keeps, into a deal and a customer', () => {
    expect(lead([told('10-05T12:00:00', 'Converted', converted)])).toMatchObject({
      convertedAt: at('10-05T12:00:00'),
      deal: '0067Q00000A1bCdQAV',
      customer: '0017Q00000E5fGhQAO',
    });
    expect(lead([told('10-07T12:00:00', 'Converted', converted)])).toMatchObject({ convertedAt: at('10-05T00:00:00') });
  });

  it('is converted at the change where the day is not told', () => {
    expect(lead([told('10-05T12:00:00', 'Converted', { IsConverted: 'true' })])).toMatchObject({
      convertedAt: at('10-05T12:00:00'),
    });
    expect(lead([told('10-05T12:00:00', 'Open')])).not.toHaveProperty('convertedAt');
  });
});
