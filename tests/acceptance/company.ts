import type { Posted } from '../support/review.ts';

/**
 * A thousand observations of a made-up company over August to October 2026, by rules simple enough that a test can
 * count what they say.
 */

const instant = (month: number, day: number, hour: number): string =>
  new Date(Date.UTC(2026, month - 1, day, hour)).toISOString();

export interface Deal {
  readonly id: string;
  readonly created: string;
  readonly closed: string;
  readonly month: number;
  readonly won: boolean;
  readonly amount: number;
  readonly owner: string;
}

const owners = ['ana', 'bruno', 'carla'];

/** 400 deals, created on one day of a month and closed on a later one of it; two of five are won. */
export const deals: readonly Deal[] = Array.from({ length: 400 }, (_, index) => {
  const month = 8 + (index % 3);
  const day = 1 + (index % 12);
  return {
    id: `d${index}`,
    created: instant(month, day, 12),
    closed: instant(month, day + 1 + (index % 14), 12),
    month,
    won: index % 5 < 2,
    amount: 1000 + 10 * index,
    owner: owners[Math.floor(index / 3) % owners.length] ?? '',
  };
});

const dealObservations: Posted[] = deals.flatMap(({ id, created, closed, won, amount, owner }) => [
  {
    record: 'deal',
    id,
    at: created,
    set: { createdAt: created, owner, stage: 'offer', amount: String(amount), outcome: 'open' },
  },
  { record: 'deal', id, at: closed, set: { outcome: won ? 'won' : 'lost', closedAt: closed } },
]);

/** 100 tickets of October, answered after as many minutes as their number, and 60 answers, three of four satisfied. */
const ticketObservations: Posted[] = Array.from({ length: 100 }, (_, index) => {
  const created = Date.UTC(2026, 9, 2 + (index % 20), 15);
  const respondedAt = new Date(created + (index + 1) * 60_000).toISOString();
  const createdAt = new Date(created).toISOString();
  return { record: 'ticket', id: `t${index}`, at: respondedAt, set: { createdAt, respondedAt, channel: 'mail' } };
});

const surveyObservations: Posted[] = Array.from({ length: 60 }, (_, index) => ({
  record: 'survey',
  id: `s${index}`,
  at: instant(10, 3 + (index % 20), 9),
  set: { kind: 'csat', score: index % 4 === 0 ? 2 : 5, at: instant(10, 3 + (index % 20), 9) },
}));

/** 37 customers of before August, of whom three left in October, and the three owners by name. */
const customerObservations: Posted[] = Array.from({ length: 37 }, (_, index) => ({
  record: 'customer',
  id: `c${index}`,
  at: instant(10, 20, 12),
  set: {
    name: `Customer ${index}`,
    since: '2026-01-15T12:00:00Z',
    ...(index < 3 && { until: instant(10, 10 + index, 12) }),
  },
}));

const userObservations: Posted[] = owners.map((id) => ({
  record: 'user',
  id,
  at: instant(8, 1, 0),
  set: { name: `${id.charAt(0).toUpperCase()}${id.slice(1)} Souza` },
}));

export const observations: readonly Posted[] = [
  ...dealObservations,
  ...ticketObservations,
  ...surveyObservations,
  ...customerObservations,
  ...userObservations,
];

/** `workspace.yaml` as JSON: 2 November is a holiday, so October's review is due on the 3rd at 08:00 in São Paulo. */
export const configuration = (tokens: { readonly kommo: string; readonly standard: string }) => ({
  workspace: 'acme',
  name: 'Acme Ltda',
  timeZone: 'America/Sao_Paulo',
  currency: 'BRL',
  from: 'Acme KPIs <kpis@acme.example>',
  replyTo: 'revops@acme.example',
  admins: ['ops@acme.example'],
  since: '2026-09-15',
  sendAt: '08:00',
  sendOn: 'firstWorkday',
  holidays: ['2026-11-02'],
  sources: [
    { id: 'kommo', system: 'kommo', secrets: [tokens.kommo] },
    { id: 'standard', system: 'standard', secrets: [tokens.standard] },
  ],
  recipients: [
    { email: 'sam@acme.example', name: 'Sam', role: 'sales', reviews: ['monthly'] },
    { email: 'cris@acme.example', name: 'Cris', role: 'crm', reviews: ['monthly'] },
    { email: 'sol@acme.example', role: 'service', reviews: ['monthly'] },
  ],
  targets: { winRate: { monthly: { atLeast: 0.45 } }, churnRate: { monthly: { atMost: 0.1 } } },
});
