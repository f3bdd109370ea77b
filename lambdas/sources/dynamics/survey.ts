import { tables } from './customer.ts';
import { instantOf, plainOf, referenceOf } from './row.ts';
import type { Table } from './telling.ts';

const regarding = 'regardingobjectid';

/** An answer of Customer Voice. Only its net promoter score says on which scale it is; an answer without one says nothing. */
export const surveyResponse: Table = {
  record: 'survey',
  tell: (row, { customers }) => {
    const score = plainOf(row, 'msfp_npsscore');
    if (score === null) return undefined;
    return {
      said: {
        kind: score === undefined ? undefined : 'nps',
        score,
        scaleMax: score === undefined ? undefined : '10',
        at: instantOf(row, 'msfp_submitdate') ?? instantOf(row, 'createdon'),
        customer: referenceOf(row, tables[customers], regarding),
        respondent: referenceOf(row, tables.person, regarding),
        touchpoint: plainOf(row, 'msfp_surveyid'),
      },
      from: {
        kind: ['msfp_npsscore'],
        score: ['msfp_npsscore'],
        scaleMax: ['msfp_npsscore'],
        at: ['msfp_submitdate', 'createdon'],
        customer: [regarding],
        respondent: [regarding],
        touchpoint: ['msfp_surveyid'],
      },
    };
  },
};
