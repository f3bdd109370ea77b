import { count, each, type Kpi, lasting, member, quotient, shareOf, total } from './kpi.ts';

const day = `${24 * 3_600_000}::BIGINT`;

export const engagement: readonly Kpi[] = [
  {
    id: 'engagementRate',
    needs: [member, ...each('activity.customer')],
    items: `
      SELECT active.stretch, active.ref, active.cut, EXISTS (
        FROM activity_in AS did
        WHERE did.stretch = active.stretch AND did.customer = active.party AND did.kind IN (SELECT kind FROM engagement_kind)
      ) AS engaged
      FROM active_customer AS active`,
    ...shareOf('engaged'),
  },
  {
    id: 'productAdoption',
    needs: [member, ...each('activity.feature')],
    items: `
      SELECT active.stretch, active.ref, active.cut, (
        SELECT count(DISTINCT feature) FROM activity_in AS did
        WHERE did.stretch = active.stretch AND did.customer = active.party
          AND did.feature IN (SELECT feature FROM adoption_feature)
      ) >= at_least AS adopted
      FROM active_customer AS active CROSS JOIN settings`,
    ...shareOf('adopted'),
  },
  {
    id: 'crmAdoption',
    needs: each('user.activeFrom', 'activity.user'),
    items: `
      SELECT stretch.stretch, seat.ref, end_ AS cut, EXISTS (
        FROM activity_in AS did WHERE did.stretch = stretch.stretch AND did.seat = seat.id) AS uses
      FROM seat JOIN stretch ON active_from < end_ AND coalesce(active_until, forever()) >= start_
        AND (active_from < start_ OR coalesce(active_until, forever()) > active_from)`,
    ...shareOf('uses'),
    companions: { activeUsers: 'count(*) FILTER (uses)' },
  },
  {
    id: 'onboardingTime',
    needs: each('customer.onboardingStartedAt', 'customer.onboardedAt'),
    items: `
      SELECT stretch, ref, onboarded_at + 1 AS cut, (onboarded_at - onboarding_started_at) / 1000.0::DOUBLE AS seconds
      FROM customer JOIN stretch ON onboarded_at >= start_ AND onboarded_at < end_ CROSS JOIN settings
      WHERE onboarding_started_at <= onboarded_at AND onboarded_at <= as_of`,
    ...lasting,
    companions: {
      ...lasting.companions,
      unfinished: `(
        SELECT count(*) FROM customer JOIN stretch ON stretch = 'now'
        WHERE onboarding_started_at < end_ AND coalesce(onboarded_at, forever()) >= end_)`,
      unfinishedMedianAge: `(
        SELECT quantile_cont(greatest(0, least(end_, as_of) - onboarding_started_at) / 1000.0::DOUBLE, 0.5)
        FROM customer JOIN stretch ON stretch = 'now' CROSS JOIN settings
        WHERE onboarding_started_at < end_ AND coalesce(onboarded_at, forever()) >= end_)`,
    },
  },
  {
    id: 'onboardings',
    needs: each('customer.onboardedAt'),
    items: `
      SELECT stretch, ref, onboarded_at + 1 AS cut
      FROM customer JOIN stretch ON onboarded_at >= start_ AND onboarded_at < end_ CROSS JOIN settings
      WHERE onboarded_at <= as_of`,
    ...count,
  },
  {
    id: 'customerHealthScore',
    needs: [member],
    items: `
      WITH there AS (
        SELECT stretch, party, ref, t, last30, until, least(t, as_of + 1) AS known
        FROM customer_at JOIN stretch USING (stretch) CROSS JOIN settings WHERE edge = 'end'),
      signal AS (
        SELECT stretch, party, 'engagement' AS signal, least(100, 25 * (
          SELECT count(DISTINCT day) FROM activity JOIN local_day USING (at_)
          WHERE customer = party AND at_ >= last30 AND at_ < known AND kind IN (SELECT kind FROM engagement_kind)))::DOUBLE AS score
        FROM there CROSS JOIN settings WHERE first_activity < known
        UNION ALL
        SELECT stretch, party, 'tickets', greatest(0, 100 - 25 * (
          SELECT count(*) FROM ticket WHERE customer = party AND created_at >= until - 90 * ${day} AND created_at < known))
        FROM there CROSS JOIN settings WHERE first_ticket < known
        UNION ALL
        SELECT stretch, party, 'survey', max_by(
          100 * CASE WHEN kind = 'ces' AND low_is_easy THEN scale - score ELSE score - lowest END / (scale - lowest), (at_, answer.ref))
        FROM there JOIN answer ON customer = party AND at_ >= until - 365 * ${day} AND at_ < known
        GROUP BY stretch, party
        UNION ALL
        SELECT stretch, party, 'recency', coalesce(100 * greatest(0, 90 - (until - (
          SELECT max(at_) FROM (
            SELECT at_, customer FROM activity UNION ALL SELECT at_, customer FROM purchase)
          WHERE customer = party AND at_ < known)) // ${day}) / 90, 0)
        FROM there CROSS JOIN settings WHERE least(first_activity, first_sale) < known),
      scored AS (
        SELECT stretch, party, sum(weight * score) / nullif(sum(weight), 0) AS score
        FROM signal JOIN weight USING (signal) GROUP BY stretch, party)
      SELECT stretch, ref, t AS cut, score, CASE WHEN score IS NULL THEN 'noSignals' END AS code
      FROM there LEFT JOIN scored USING (stretch, party)`,
    ...quotient(total('score'), 'count(score)'),
    companions: {
      red: 'ratio(count(*) FILTER (score <= 50), count(score))',
      amber: 'ratio(count(*) FILTER (score > 50 AND score <= 75), count(score))',
      green: 'ratio(count(*) FILTER (score > 75), count(score))',
    },
  },
];
