import { count, each, type Kpi, lasting, member, quotient, shareOf } from './kpi.ts';

export const service: readonly Kpi[] = [
  {
    id: 'nps',
    needs: each('survey[nps].score'),
    items: `
      SELECT stretch, ref, at_ + 1 AS cut, score FROM answer_in WHERE kind = 'nps'
      QUALIFY row_number() OVER (
        PARTITION BY stretch, coalesce(respondent, customer, 'answer ' || ref) ORDER BY at_ DESC, ref DESC) = 1`,
    value: '100 * ratio(count(*) FILTER (score >= 9) - count(*) FILTER (score <= 6), count(*))',
    numerator: 'count(*) FILTER (score >= 9) - count(*) FILTER (score <= 6)',
    denominator: 'count(*)',
    n: 'count(*)',
    companions: {
      promoters: 'CASE WHEN count(*) > 0 THEN count(*) FILTER (score >= 9) END',
      passives: 'CASE WHEN count(*) > 0 THEN count(*) FILTER (score IN (7, 8)) END',
      detractors: 'CASE WHEN count(*) > 0 THEN count(*) FILTER (score <= 6) END',
    },
  },
  {
    id: 'csat',
    needs: each('survey[csat].score'),
    items: `
      SELECT stretch, ref, at_ + 1 AS cut,
        CASE scale WHEN 5 THEN score >= 4 WHEN 3 THEN score = 3 WHEN 2 THEN score = 2 WHEN 10 THEN score >= 7 END AS satisfied
      FROM answer_in WHERE kind = 'csat'`,
    ...shareOf('satisfied'),
  },
  {
    id: 'ces',
    needs: each('survey[ces].score'),
    items: `
      SELECT stretch, ref, at_ + 1 AS cut, CASE WHEN low_is_easy THEN 8 - score ELSE score END AS ease
      FROM answer_in WHERE kind = 'ces'`,
    ...shareOf('ease >= 5'),
    companions: { mean: 'avg(ease)' },
  },
  {
    id: 'surveyResponseRate',
    needs: each('survey.sentAt', 'survey.at'),
    items: `
      SELECT stretch, ref, sent_at + 1 AS cut, coalesce(at_ <= as_of, false) AS answered
      FROM survey JOIN stretch ON sent_at >= start_ AND sent_at < end_ CROSS JOIN settings`,
    ...shareOf('answered'),
  },
  {
    id: 'firstResponseTime',
    needs: each('ticket.createdAt', 'ticket.respondedAt'),
    items: `
      SELECT stretch, ref, responded_at + 1 AS cut, (responded_at - created_at) / 1000.0::DOUBLE AS seconds,
        (SELECT coalesce(sum(greatest(0, least(to_, responded_at) - greatest(from_, created_at))), 0) FROM open_hours)
          / 1000.0::DOUBLE AS business
      FROM ticket JOIN stretch ON responded_at >= start_ AND responded_at < end_ CROSS JOIN settings
      WHERE created_at <= responded_at AND responded_at <= as_of`,
    ...lasting,
    companions: {
      ...lasting.companions,
      unanswered: "(SELECT count(*) FROM waiting WHERE stretch = 'now')",
      unansweredMedianAge: "(SELECT quantile_cont(seconds, 0.5) FROM waiting WHERE stretch = 'now')",
      businessHours: 'quantile_cont(business, 0.5)',
    },
    optional: { businessHours: 'hours' },
  },
  {
    id: 'resolutionTime',
    needs: each('ticket.createdAt', 'ticket.solvedAt'),
    items: `
      SELECT stretch, ref, solved_at + 1 AS cut, (solved_at - created_at) / 1000.0::DOUBLE AS seconds
      FROM solved_ticket WHERE created_at <= solved_at`,
    ...lasting,
  },
  {
    id: 'firstContactResolution',
    needs: each('ticket.solvedAt', 'ticket.replies'),
    items: `
      SELECT stretch, ref, solved_at + 1 AS cut, replies <= 1 AND coalesce(reopens, 0) = 0 AS at_once
      FROM solved_ticket WHERE replies IS NOT NULL`,
    ...shareOf('at_once'),
  },
  {
    id: 'tickets',
    needs: each('ticket.createdAt'),
    items: 'SELECT stretch, ref, created_at + 1 AS cut FROM ticket_in',
    ...count,
  },
  {
    id: 'ticketsPerCustomer',
    needs: [member, ...each('ticket.createdAt')],
    items: `
      SELECT stretch, ref, cut, false AS is_ticket FROM active_customer
      UNION ALL
      SELECT ticket.stretch, coalesce(active.ref, customer.ref), coalesce(active.cut, created_at + 1), true
      FROM ticket_in AS ticket LEFT JOIN customer ON customer.id = ticket.customer
      LEFT JOIN active_customer AS active ON active.stretch = ticket.stretch AND active.party = ticket.customer`,
    ...quotient('count(*) FILTER (is_ticket)', 'count(*) FILTER (NOT is_ticket)'),
  },
];
