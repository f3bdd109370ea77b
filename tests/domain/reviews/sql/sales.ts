import { count, each, type Kpi, lasting, major, member, quotient, saleWith, shareOf, total, totalOf } from './kpi.ts';

const closing = each('deal.outcome', 'deal.closedAt');

const leads: Kpi[] = [
  {
    id: 'leadConversionRate',
    needs: each('lead.createdAt', 'lead.convertedAt'),
    items: `
      SELECT stretch, ref, created_at + 1 AS cut, coalesce(converted_at <= as_of, false) AS converted
      FROM lead JOIN stretch ON created_at >= start_ AND created_at < end_ CROSS JOIN settings`,
    ...shareOf('converted'),
  },
  {
    id: 'leadQualificationRate',
    needs: [[['lead.createdAt']], [['lead.qualifiedAt'], ['lead.convertedAt']]],
    items: `
      SELECT stretch, ref, created_at + 1 AS cut,
        coalesce(qualified_at <= as_of, false) OR coalesce(converted_at <= as_of, false) AS qualified
      FROM lead JOIN stretch ON created_at >= start_ AND created_at < end_ CROSS JOIN settings`,
    ...shareOf('qualified'),
  },
  {
    id: 'leadResponseTime',
    needs: each('lead.createdAt', 'lead.respondedAt'),
    items: `
      SELECT stretch, ref, responded_at + 1 AS cut, (responded_at - created_at) / 1000.0::DOUBLE AS seconds
      FROM lead JOIN stretch ON responded_at >= start_ AND responded_at < end_ CROSS JOIN settings
      WHERE created_at <= responded_at AND responded_at <= as_of`,
    ...lasting,
    companions: {
      ...lasting.companions,
      answered: `(
        SELECT ratio(count(*) FILTER (responded_at <= as_of), count(*))
        FROM lead JOIN stretch ON created_at >= start_ AND created_at < end_ CROSS JOIN settings
        WHERE stretch = 'now')`,
      within24h: `(
        SELECT ratio(count(*) FILTER (responded_at <= as_of AND responded_at - created_at BETWEEN 0 AND 86400000), count(*))
        FROM lead JOIN stretch ON created_at >= start_ AND created_at < end_ CROSS JOIN settings
        WHERE stretch = 'now')`,
    },
  },
];

const deals: Kpi[] = [
  {
    id: 'winRate',
    needs: closing,
    items: 'SELECT stretch, ref, closed_at + 1 AS cut, won FROM closed_deal',
    ...shareOf('won'),
  },
  {
    id: 'closeRate',
    needs: [...closing, ...each('deal.createdAt')],
    items: `
      WITH there AS (
        SELECT stretch, ref, t AS cut FROM open_deal WHERE edge = 'start'
        UNION ALL
        SELECT stretch, ref, created_at + 1 FROM deal JOIN stretch ON created_at >= start_ AND created_at < end_)
      SELECT there.*, closed.won IS NOT NULL AND closed.won AS won
      FROM there LEFT JOIN closed_deal AS closed USING (stretch, ref)`,
    ...shareOf('won'),
  },
  {
    id: 'wonDeals',
    needs: closing,
    items: 'SELECT stretch, ref, closed_at + 1 AS cut FROM closed_deal WHERE won',
    ...count,
  },
  {
    id: 'wonRevenue',
    needs: [...closing, ...each('deal.amount')],
    items: `
      SELECT stretch, ref, at_ + 1 AS cut, minor, code
      FROM won_deal JOIN stretch ON at_ >= start_ AND at_ < end_`,
    ...totalOf('minor'),
  },
  {
    id: 'salesCycle',
    needs: [...closing, ...each('deal.createdAt')],
    items: `
      SELECT stretch, ref, closed_at + 1 AS cut, cycle AS seconds
      FROM closed_deal WHERE won AND cycle IS NOT NULL`,
    ...lasting,
  },
  {
    id: 'pipelineValue',
    needs: each('deal.createdAt', 'deal.amount'),
    items: `
      WITH said AS (
        SELECT open_deal.stretch, open_deal.ref, t, open_deal.currency, max_by(said.amount, said.at_) AS amount,
          bool_or(said.amount IS NULL AND said.at_ = (
            SELECT max(at_) FROM deal_amount AS last WHERE last.ref = said.ref AND last.at_ < t)) AS cleared
        FROM open_deal LEFT JOIN deal_amount AS said ON said.ref = open_deal.ref AND said.at_ < t
        WHERE edge = 'end'
        GROUP BY ALL)
      SELECT stretch, ref, t AS cut, CASE WHEN NOT cleared THEN minor_units(amount, rate, scale) END AS minor,
        CASE WHEN amount IS NULL OR cleared THEN 'noAmounts' ELSE unknown(amount, rate) END AS code
      FROM said CROSS JOIN settings LEFT JOIN rate_at ON rate_at.currency = said.currency AND rate_at.at_ = t - 1`,
    ...totalOf('minor'),
    companions: { open: "(SELECT count(*) FROM open_deal WHERE stretch = 'now' AND edge = 'end')" },
  },
  {
    id: 'pipelineVelocity',
    needs: [...closing, ...each('deal.amount', 'deal.createdAt')],
    items: `
      SELECT closed.stretch, ref, closed_at + 1 AS cut, cycle / 86400.0 AS days, minor, code AS why
      FROM closed_deal AS closed LEFT JOIN (SELECT ref, minor, code FROM won_deal) USING (ref)
      WHERE won`,
    value: `
      CASE WHEN count(minor) > 0 THEN ratio(${major('sum(minor)')}, avg(days)) END`,
    numerator: major(total('minor')),
    denominator: 'coalesce(avg(days), 0)',
    n: 'count(*)',
    missing: `
      CASE WHEN count(*) = 0 THEN 'noWins'
           WHEN count(minor) = 0 THEN min(why)
           ELSE 'noCycle' END`,
  },
];

const stages: Kpi[] = [
  {
    id: 'stageLength',
    needs: each('deal.stage'),
    items: `
      SELECT stretch, ref, stage, max(stay.end_) + 1 AS cut, sum(stay.end_ - stay.start_) / 1000.0::DOUBLE AS seconds
      FROM stay JOIN stretch ON stay.end_ < stretch.end_
      GROUP BY stretch, ref, stage, stretch.start_ HAVING max(stay.end_) >= stretch.start_`,
    ...lasting,
    companions: {
      ...lasting.companions,
      open: `
        CASE WHEN :stage IS NOT NULL THEN (
          SELECT count(*) FROM stay JOIN stretch ON stretch = 'now'
          WHERE stage = :stage AND stay.start_ < stretch.end_ AND stay.end_ >= stretch.end_) END`,
      openMedianAge: `(
        SELECT quantile_cont(greatest(0, least(stretch.end_, as_of) - stay.start_) / 1000.0::DOUBLE, 0.5)
        FROM stay JOIN stretch ON stretch = 'now' CROSS JOIN settings
        WHERE stage = :stage AND stay.start_ < stretch.end_ AND stay.end_ >= stretch.end_)`,
    },
    also: 'stage',
    stage: 'greatest',
  },
  {
    id: 'stageConversion',
    needs: each('deal.stage'),
    items: `
      WITH leaving AS (
        SELECT stay.ref, stay.stage, stay.end_,
          next.stage NOT IN (
            SELECT stage FROM stay AS visited WHERE visited.ref = stay.ref AND visited.start_ < stay.end_) AS on_,
          (SELECT max_by(outcome, from_) FROM closed_span AS closed
            WHERE closed.ref = stay.ref AND closed.from_ <= stay.end_ AND stay.end_ < closed.to_) = 'won' AS won
        FROM stay LEFT JOIN stay AS next ON next.ref = stay.ref AND next.start_ = stay.end_)
      SELECT stretch, ref, stage, max(leaving.end_) + 1 AS cut, bool_or(coalesce(on_, false) OR coalesce(won, false)) AS went_on
      FROM leaving JOIN stretch ON leaving.end_ >= stretch.start_ AND leaving.end_ < stretch.end_
      GROUP BY stretch, ref, stage`,
    ...shareOf('went_on'),
    also: 'stage',
    stage: 'least',
  },
  {
    id: 'dealVelocity',
    needs: [...each('deal.stage'), ...closing],
    items: `
      SELECT stretch, ref, closed_at + 1 AS cut, sum(least(end_, closed_at) - start_) / 1000.0::DOUBLE AS seconds,
        count(DISTINCT stage) AS stages
      FROM closed_deal JOIN stay USING (ref)
      WHERE start_ < closed_at
      GROUP BY stretch, ref, closed_at`,
    ...quotient(total('seconds'), total('stages'), 'count(*)'),
  },
];

/** Spend of some categories in each stretch: the sum of what is known, and why it is not. */
export const spendOf = (...categories: string[]): string => `
  SELECT stretch.stretch, sum(minor)::BIGINT AS spent,
    CASE WHEN count(minor) = 0 THEN CASE WHEN count(*) FILTER (code = 'noRate') > 0 THEN 'noRate' ELSE 'noSpend' END END AS why
  FROM stretch LEFT JOIN spend_part AS part
    ON part.stretch = stretch.stretch AND category IN (${categories.map((category) => `'${category}'`).join(', ')})
  GROUP BY stretch.stretch`;

const buying: Kpi[] = [
  {
    id: 'averagePurchaseValue',
    needs: [saleWith('amount')],
    items: `SELECT stretch, ref, at_ + 1 AS cut, minor, code FROM sale JOIN stretch ON at_ >= start_ AND at_ < end_`,
    ...quotient(major(total('minor')), 'count(*)'),
    companions: { median: major('quantile_cont(minor::DOUBLE, 0.5)') },
  },
  {
    id: 'repeatPurchaseRate',
    needs: [saleWith('customer')],
    items: `
      SELECT stretch, party.ref, min(at_) FILTER (at_ >= start_) + 1 AS cut, count(*) > 1 AS again
      FROM purchase JOIN stretch ON at_ < end_ LEFT JOIN party ON party.id = customer
      WHERE customer IS NOT NULL
      GROUP BY stretch, customer, party.ref HAVING count(*) FILTER (at_ >= start_) > 0`,
    ...shareOf('again'),
  },
  {
    id: 'netNewRevenue',
    needs: [saleWith('amount')],
    items: `
      SELECT stretch, ref, at_ + 1 AS cut, minor, code
      FROM sale JOIN stretch ON at_ >= start_ AND at_ < end_
      WHERE kind = 'new' OR (kind IS NULL AND customer IS NOT NULL
        AND NOT EXISTS (
          FROM unconverted_sale AS earlier
          WHERE earlier.customer = sale.customer AND earlier.at_ < start_ AND earlier.amount > 0)
        AND NOT EXISTS (FROM mrr_span WHERE payer = sale.customer AND mrr > 0 AND from_ < start_))`,
    ...totalOf('minor'),
  },
  ...['upsell', 'cross-sell'].map(
    (kind): Kpi => ({
      id: kind === 'upsell' ? 'upsellRate' : 'crossSellRate',
      needs: [member, saleWith('kind')],
      items: `
        SELECT there.stretch, there.ref, t AS cut, EXISTS (
          FROM purchase JOIN stretch ON at_ >= start_ AND at_ < end_
          WHERE stretch.stretch = there.stretch AND customer = there.party AND kind = '${kind}') AS bought
        FROM customer_at AS there WHERE edge = 'start'`,
      ...shareOf('bought'),
    }),
  ),
  {
    id: 'roi',
    needs: [...each('spend.amount'), member, saleWith('amount')],
    items: `
      SELECT stretch, ref, start_ AS cut, NULL::BIGINT AS gain, NULL::BOOLEAN AS cost_known, minor AS spent, code AS why
      FROM spend_part WHERE category IN ('marketing', 'sales')
      UNION ALL
      SELECT stretch.stretch, sale.ref, sale.at_ + 1, coalesce(profit, minor), profit IS NOT NULL, NULL, NULL
      FROM sale JOIN stretch ON sale.at_ >= start_ AND sale.at_ < end_
      JOIN new_customer AS joined ON joined.stretch = stretch.stretch AND joined.party = sale.customer
      WHERE code IS NULL`,
    value: `ratio(${total('gain')} - sum(spent)::DOUBLE, sum(spent))`,
    numerator: major(`${total('gain')} - ${total('spent')}`),
    denominator: major(total('spent')),
    n: 'count(spent)',
    missing: `
      CASE WHEN count(spent) > 0 THEN 'zeroDenominator'
           WHEN count(*) FILTER (why = 'noRate') > 0 THEN 'noRate'
           ELSE 'noSpend' END`,
    companions: { costKnown: 'ratio(count(*) FILTER (cost_known), count(cost_known))' },
    by: ['campaign'],
  },
  {
    id: 'customerAcquisitionCost',
    needs: [...each('spend.amount'), member],
    items: `
      WITH spending AS (${spendOf('marketing', 'sales')})
      SELECT stretch, spent, why, joined.party
      FROM spending LEFT JOIN new_customer AS joined USING (stretch)`,
    value: `ratio(${major('any_value(spent)')}, count(party))`,
    numerator: major('coalesce(any_value(spent), 0)'),
    denominator: 'count(party)',
    n: 'count(party)',
    missing: "coalesce(any_value(why), 'noNewCustomers')",
    companions: { spend: major('any_value(spent)') },
    by: [],
  },
];

export const sales: readonly Kpi[] = [...leads, ...deals, ...stages, ...buying];
