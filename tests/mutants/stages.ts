import type { Mutations } from './mutation.ts';

/** Of the KPIs of the stages that deals go through. */
export const stages: Mutations = {
  stageLength: [
    {
      file: 'measures/stages.ts',
      find: 'if (stay.stage === stage) time +=',
      replace: 'time +=',
      why: 'with the time in other stages',
    },
    {
      file: 'measures/stages.ts',
      find: '(later.end ?? end) < end',
      replace: 'false',
      why: 'every leaving of a stage counts by itself',
    },
    {
      file: 'formula.ts',
      find: 'leads: (a, b) => b - a',
      replace: 'leads: (a, b) => a - b',
      why: 'the fastest stage leads',
    },
  ],
  stageConversion: [
    {
      file: 'formula.ts',
      find: 'leads: (a, b) => a - b',
      replace: 'leads: (a, b) => b - a',
      why: 'the strongest stage leads',
    },
    {
      file: 'deals.ts',
      find: "if (run) return run.outcome === 'won'",
      replace: 'if (run) return true',
      why: 'lost deals went on',
    },
    {
      file: 'deals.ts',
      find: 'if (stays[place]?.stage === next.stage) return false',
      replace: '',
      why: 'going back is going on',
    },
  ],
  dealVelocity: [
    {
      file: 'measures/deals.ts',
      find: 'new Set(stays.map(({ stage }) => stage)).size',
      replace: 'stays.length',
      why: 'a stage counts once a stay',
    },
    {
      file: 'dealVelocity.ts',
      find: 'Number(time) / (1000 * stages)',
      replace: 'Number(time) / (1000 * n)',
      why: 'a deal, not a stage',
    },
  ],
};
