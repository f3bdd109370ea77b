import type { Mutations } from './mutation.ts';

/** Of the KPIs of surveys and tickets. */
export const service: Mutations = {
  nps: [
    {
      file: 'formula.ts',
      find: 'quotient(promoters - detractors, reading',
      replace: 'quotient(promoters, reading',
      why: 'detractors are not taken off',
    },
    {
      file: 'measures/surveys.ts',
      find: "score >= 9 ? 'promoter'",
      replace: "score >= 8 ? 'promoter'",
      why: 'promoters from 8 on',
    },
    {
      file: 'measures/surveys.ts',
      find: "const respondent = textOf(survey, 'respondent')",
      replace: 'const respondent: string | null = null',
      why: 'who answers twice counts twice',
    },
  ],
  csat: [
    {
      file: 'measures/surveys.ts',
      find: '5: 4, 10: 7',
      replace: '5: 5, 10: 7',
      why: 'satisfied is 5 of 5 alone',
    },
    {
      file: 'measures/surveys.ts',
      find: "by: 'at'",
      replace: "by: 'sentAt'",
      why: 'by the sending, not the answer',
    },
  ],
  ces: [
    {
      file: 'measures/surveys.ts',
      find: 'easyFrom = 5',
      replace: 'easyFrom = 6',
      why: 'easy is 6 and 7 alone',
    },
    {
      file: 'scales.ts',
      find: "record.current('lowIsEasy') === true",
      replace: "record.current('lowIsEasy') === false",
      why: 'a low score that is easy is not turned round',
    },
  ],
  surveyResponseRate: [
    {
      file: 'measures/surveys.ts',
      find: "flow({ ...sent, where: happened('at') })",
      replace: "flow({ of: 'survey', by: 'at' })",
      why: 'answers of the period, not to its surveys',
    },
    {
      file: 'surveyResponseRate.ts',
      find: 'share(surveysAnswered, surveysSent)',
      replace: 'share(surveysAnswered, surveysAnswered)',
      why: 'of the answered alone',
    },
  ],
  firstResponseTime: [
    {
      file: 'measures/tickets.ts',
      find: "from: 'createdAt', to: 'respondedAt', where: happened",
      replace:
        "from: 'createdAt', to: 'respondedAt', read: (ticket) => instantOf(ticket, 'createdAt'), where: happened",
      why: 'by the creation, not the answer',
    },
    {
      file: 'formula.ts',
      find: 'value: secondsAt(cell, 0.5)',
      replace: 'value: meanSeconds(cell)',
      why: 'a mean, not a median',
    },
    {
      file: 'measures/tickets.ts',
      find: '|| isSolved(ticket, end)',
      replace: '',
      why: 'solved tickets wait for an answer',
    },
  ],
  resolutionTime: [
    {
      file: 'measures/tickets.ts',
      find: "to: 'solvedAt', where: wasSolved",
      replace: "to: 'solvedAt', where: happened('solvedAt')",
      why: 'a reopened ticket counts as solved',
    },
    {
      file: 'formula.ts',
      find: 'value: secondsAt(cell, 0.5)',
      replace: 'value: meanSeconds(cell)',
      why: 'a mean, not a median',
    },
  ],
  firstContactResolution: [
    {
      file: 'measures/tickets.ts',
      find: 'Number(replies) <= 1',
      replace: 'Number(replies) <= 2',
      why: 'two replies are at once',
    },
    {
      file: 'measures/tickets.ts',
      find: "&& Number(textOf(ticket, 'reopens') ?? 0) === 0",
      replace: '',
      why: 'reopened is at once',
    },
    {
      file: 'measures/tickets.ts',
      find: "leavingOut('noReplies')",
      replace: "counting(0, 'later')",
      why: 'of unknown replies is later',
    },
  ],
  tickets: [
    {
      file: 'measures/tickets.ts',
      find: "flow({ of: 'ticket', by: 'createdAt' })",
      replace: "flow({ of: 'ticket', by: 'solvedAt' })",
      why: 'tickets solved in the period',
    },
    {
      file: 'measures/tickets.ts',
      find: "flow({ of: 'ticket', by: 'createdAt' })",
      replace: "flow({ of: 'ticket', by: 'createdAt', read: (ticket) => (instantOf(ticket, 'createdAt') ?? 0) - 1 })",
      why: 'its first instant is of the period before',
    },
  ],
  ticketsPerCustomer: [
    {
      file: 'ticketsPerCustomer.ts',
      find: 'Number(cell(ticketsOfParties).sum)',
      replace: 'cell(ticketsOfParties).count',
      why: 'customers with a ticket, not tickets',
    },
    {
      file: 'measures/parties.ts',
      find: 'if (at >= stretch.start && at < stretch.end) sink.put',
      replace: 'if (at === null) sink.put',
      why: 'tickets of nobody do not count',
    },
  ],
};
