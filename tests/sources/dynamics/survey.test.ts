import { describe, expect, it } from 'vitest';
import { accountId, at, type Columns, contactId, created, date, dealId, lookup, operation, update } from './context.ts';
import { factsIn, factsOf } from './records.ts';

const table = 'msfp_surveyresponse';
const answer = (columns: Columns, message = 'Create'): string =>
  operation({ message, table, target: { ...columns, createdon: date(created), modifiedon: date(created) } });

describe('an answer of Customer Voice', () => {
  const columns = {
    msfp_npsscore: 9,
    msfp_submitdate: date(at(5)),
    msfp_surveyid: lookup('msfp_survey', contactId),
    msfp_respondentemailaddress: 'rita@acme.example',
  };
  const facts = { kind: 'nps', score: '9', scaleMax: '10', at: at(5), touchpoint: contactId };

  it('is a survey of the net promoter score, of whom it regards, and of no address', () => {
    const ofAccount = answer({ ...columns, regardingobjectid: lookup('account', accountId) });
    expect(factsOf('survey', [ofAccount])).toEqual({ ...facts, customer: accountId });
    const ofContact = answer({ ...columns, regardingobjectid: lookup('contact', accountId) });
    expect(factsOf('survey', [ofContact])).toEqual({ ...facts, respondent: accountId });
    expect(factsOf('survey', [ofContact], { customers: 'person' })).toEqual({
      ...facts,
      customer: accountId,
      respondent: accountId,
    });
  });

  it('was given when it was made, where it does not say when it was sent in', () => {
    expect(factsOf('survey', [answer({ msfp_npsscore: 0 })])).toMatchObject({ score: '0', at: created });
  });

  it('without that score says nothing', () => {
    expect(factsIn([answer({ ...columns, msfp_npsscore: null })])).toEqual({});
  });

  it('is changed, and deleted', () => {
    const corrected = update(9, { msfp_npsscore: 3 }, { table });
    expect(factsOf('survey', [corrected, answer(columns)])).toEqual({ ...facts, score: '3' });
    const deletion = operation({ message: 'Delete', table, at: at(9), parameters: { Target: lookup(table, dealId) } });
    expect(factsOf('survey', [deletion, answer(columns)])).toEqual({ ...facts, deleted: true });
  });
});
