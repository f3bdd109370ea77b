import type { Kpi, KpiResult, Review, Send, SourceHealth } from '../../../cli/http/answers.ts';

export const kpi: Kpi = {
  id: 'winRate',
  name: 'Win rate',
  definition: 'Of the deals closed in the period, the share that was won.',
  formula: 'won ÷ (won + lost)',
  unit: 'ratio',
  better: 'higher',
  audiences: ['sales', 'executive'],
  needs: ['deal.outcome', 'deal.closedAt'],
};

export const kpiResult = (change: Partial<KpiResult> = {}): KpiResult => ({
  id: 'winRate',
  unit: 'ratio',
  better: 'higher',
  value: 0.632,
  n: 6711,
  companions: [],
  flags: [],
  interval: null,
  leftOut: [],
  previous: null,
  lastYear: null,
  target: null,
  segments: [],
  missing: null,
  ...change,
});

export const review = (change: Partial<Review> = {}): Review => ({
  id: 'acme/annual/2017-01-01/all/3',
  workspace: 'acme',
  period: '2017',
  scope: null,
  version: 3,
  status: 'closed',
  start: '2017-01-01T00:00:00+00:00',
  end: '2018-01-01T00:00:00+00:00',
  timeZone: 'UTC',
  currency: 'USD',
  kpis: [kpiResult()],
  coverage: [{ source: 'kommo', deliveries: 18, failed: 0, observations: 15_511, silent: false, unresolved: 0 }],
  restatements: [],
  highlights: [],
  ...change,
});

export const send = (change: Partial<Send> = {}): Send => ({
  id: 's1',
  period: '2026-10',
  recipient: 'ana@acme.example',
  state: 'sent',
  reason: null,
  subject: 'October 2026',
  changedAt: '2026-11-03T11:00:05.000Z',
  feedback: null,
  ...change,
});

export const source = (change: Partial<SourceHealth> = {}): SourceHealth => ({
  id: 'kommo',
  system: 'kommo',
  systemName: 'Kommo',
  url: 'https://kpis.example/hooks/acme/kommo/{token}',
  lastAt: '2026-11-03T10:59:00.000Z',
  quietFor: 720,
  usualInterval: 1200,
  pending: 0,
  silent: false,
  setAside: null,
  totals: { deliveries: 1204, failed: 0, wrongAccount: 0, refused: 0, observations: 1377, rejected: 0 },
  days: [],
  failures: [],
  rejections: [],
  neverSeen: [],
  unresolved: 0,
  unresolvedExamples: [],
  untied: 0,
  untiedExamples: [],
  reviewedAt: null,
  ...change,
});
