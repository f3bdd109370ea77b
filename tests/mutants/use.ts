import type { Mutations } from './mutation.ts';

/** Of the KPIs of what customers and users do, and how customers begin. */
export const use: Mutations = {
  customerHealthScore: [
    {
      file: 'measures/health.ts',
      find: 'points / weights',
      replace: 'points',
      why: 'a sum of its signals',
    },
    {
      file: 'measures/health.ts',
      find: '100 - 25 * countWithin',
      replace: '100 - 20 * countWithin',
      why: 'a ticket costs 20 points',
    },
    {
      file: 'measures/health.ts',
      find: 'lastAnswer(until - 365 * day, known)',
      replace: 'lastAnswer(until - 366 * day, known)',
      why: 'an answer counts a day too long',
    },
    {
      file: 'measures/health.ts',
      find: "score <= 50 ? 'red'",
      replace: "score < 50 ? 'red'",
      why: 'red ends below 50',
    },
  ],
  engagementRate: [
    {
      file: 'measures/parties.ts',
      find: 'engagedIn & (1 << period)) === 0 ? null : counted',
      replace: 'engagedIn & (1 << period)) === 0 ? counted : null',
      why: 'those that did nothing',
    },
    {
      file: 'engagementRate.ts',
      find: 'share(customersEngaged, customersActive)',
      replace: 'share(customersEngaged, customersEngaged)',
      why: 'of the engaged alone',
    },
  ],
  productAdoption: [
    {
      file: 'measures/parties.ts',
      find: '>= rules.leastFeatures',
      replace: '>= 1',
      why: 'any feature is enough',
    },
    {
      file: 'measures/customers.ts',
      find: 'const at = joinedWithin(account, start, end)',
      replace: 'const at: number | null = null',
      why: 'who joins in the period does not count',
    },
  ],
  crmAdoption: [
    {
      file: 'measures/users.ts',
      find: 'from < start ? until >= start :',
      replace: 'from < start ? true :',
      why: 'seats that ended before the period count',
    },
    {
      file: 'measures/users.ts',
      find: "? 'idle' : 'present'",
      replace: "? 'present' : 'idle'",
      why: 'those that did nothing',
    },
  ],
  onboardingTime: [
    {
      file: 'measures/customers.ts',
      find: "from: 'onboardingStartedAt'",
      replace: "from: 'since'",
      why: 'from when it became a customer',
    },
    {
      file: 'formula.ts',
      find: 'value: secondsAt(cell, 0.5)',
      replace: 'value: meanSeconds(cell)',
      why: 'a mean, not a median',
    },
    {
      file: 'measures/customers.ts',
      find: 'startedAt === null || startedAt >= end ||',
      replace: 'startedAt === null ||',
      why: 'unfinished before it began',
    },
  ],
  onboardings: [
    {
      file: 'measures/customers.ts',
      find: "by: 'onboardedAt', where: happened('onboardedAt')",
      replace: "by: 'onboardingStartedAt', where: happened('onboardedAt')",
      why: 'by the start of an onboarding',
    },
    {
      file: 'measures/customers.ts',
      find: "by: 'onboardedAt', where: happened('onboardedAt')",
      replace: "by: 'onboardedAt'",
      why: 'with what has not happened yet',
    },
  ],
};
