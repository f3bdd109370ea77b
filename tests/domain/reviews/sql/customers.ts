import { each, type Kpi, major, member, quotient, saleWith, shareOf, total } from './kpi.ts';
import { spendOf } from './sales.ts';

const mrr = each('subscription.mrr');

/** Customers at the start, and whether they are there at the end. */
const remaining = `
  SELECT there.stretch, there.ref, there.t AS cut, still.party IS NOT NULL AS stays,
    coalesce(
      (SELECT churn_reason FROM customer WHERE customer.id = there.party),
      (SELECT coalesce(end_reason, '') FROM subscription WHERE payer = there.party AND ended_at IS NOT NULL
        ORDER BY ended_at DESC, ref DESC LIMIT 1),
      '') AS reason
  FROM customer_at AS there LEFT JOIN customer_at AS still
    ON still.stretch = there.stretch AND still.party = there.party AND still.edge = 'end'
  WHERE there.edge = 'start'`;

const membership: Kpi[] = [
  { id: 'customerRetentionRate', needs: [member], items: remaining, ...shareOf('stays') },
  { id: 'churnRate', needs: [member], items: remaining, ...shareOf('NOT stays'), also: 'reason' },
  {
    id: 'accountRetentionRate',
    needs: mrr,
    items: `
      SELECT there.stretch, party.ref, there.t AS cut, still.party IS NOT NULL AS stays
      FROM account_at AS there JOIN party ON party.id = there.party
      LEFT JOIN account_at AS still ON still.stretch = there.stretch AND still.party = there.party AND still.edge = 'end'
      WHERE there.edge = 'start'`,
    ...shareOf('stays'),
  },
  {
    id: 'renewalRate',
    needs: each('renewal.dueAt'),
    items: `
      SELECT stretch, ref, due_at + 1 AS cut, coalesce(outcome = 'renewed', false) AS renewed,
        minor_units(amount, rate, scale) AS old, minor_units(coalesce(renewed_amount, amount), rate, scale) AS later
      FROM renewal JOIN stretch ON due_at >= start_ AND due_at < end_ CROSS JOIN settings
      LEFT JOIN rate_at ON rate_at.currency = renewal.currency AND rate_at.at_ = due_at
      WHERE outcome IS NOT NULL OR as_of - due_at > grace`,
    ...shareOf('renewed'),
    companions: {
      byValue: 'ratio(coalesce(sum(least(later, old)) FILTER (renewed AND old IS NOT NULL), 0), sum(old))',
    },
  },
  {
    id: 'portfolioGrowth',
    needs: [member],
    items: `
      SELECT stretch, there.ref, max(stretch.end_) AS cut, bool_or(edge = 'start') AS was, bool_or(edge = 'end') AS is_,
        any_value(at_start) FILTER (code IS NULL) AS mrr_start, any_value(at_end) FILTER (code IS NULL) AS mrr_end
      FROM customer_at AS there JOIN stretch USING (stretch) LEFT JOIN book USING (stretch, party)
      GROUP BY stretch, party, there.ref`,
    ...quotient('count(*) FILTER (is_) - count(*) FILTER (was)', 'count(*) FILTER (was)'),
    companions: { byMrr: 'ratio(sum(mrr_end) - sum(mrr_start), sum(mrr_start))' },
  },
  {
    id: 'referralRate',
    needs: [member, ...each('customer.referredBy')],
    items: `
      SELECT stretch, joined.ref, at_ + 1 AS cut, referred_by IS NOT NULL AS referred
      FROM new_customer AS joined LEFT JOIN customer ON customer.ref = joined.ref`,
    ...shareOf('referred'),
  },
];

const book = `SELECT stretch, ref, t AS cut, at_start, at_end, code FROM book JOIN edge USING (stretch)`;

/** One kind of movement of an account: to or from its MRR at the start. */
const movement = (amount: string, where: string): string =>
  major(`coalesce(sum(${amount}) FILTER (${where}), 0)::DOUBLE`);

const revenue: Kpi[] = [
  {
    id: 'grossRevenueRetention',
    needs: mrr,
    items: `${book} WHERE edge = 'start' AND was`,
    ...quotient(major(total('least(at_start, at_end)')), major(total('at_start')), 'count(*)'),
  },
  {
    id: 'netRevenueRetention',
    needs: mrr,
    items: `${book} WHERE edge = 'start' AND was`,
    ...quotient(major(total('at_end')), major(total('at_start')), 'count(*)'),
  },
  {
    id: 'netNewMrr',
    needs: mrr,
    items: `
      SELECT book.stretch, book.ref, t AS cut, at_start, at_end, was, is_, code,
        EXISTS (FROM new_customer AS joined WHERE joined.stretch = book.stretch AND joined.party = book.party) AS is_new
      FROM book JOIN edge USING (stretch) WHERE edge = 'end' AND (was OR is_)`,
    value: major(total('at_end - at_start')),
    n: 'count(*)',
    companions: {
      new: movement('at_end', 'NOT was AND is_new'),
      expansion: movement('at_end - at_start', 'was AND is_ AND at_end > at_start'),
      reactivation: movement('at_end', 'NOT was AND NOT is_new'),
      contraction: movement('at_start - at_end', 'was AND is_ AND at_end < at_start'),
      churn: movement('at_start', 'NOT is_'),
    },
  },
  {
    id: 'customerLifetimeValue',
    needs: mrr,
    items: `
      SELECT book.stretch, book.ref, t AS cut, at_end AS mrr, true AS is_account, NULL::BOOLEAN AS lost, NULL::BIGINT AS amount,
        NULL::BIGINT AS profit
      FROM book JOIN edge USING (stretch) WHERE edge = 'end' AND is_
      UNION ALL
      SELECT month.stretch, party.ref, month.start_, NULL, NULL, NOT EXISTS (
        FROM mrr_span AS still
        WHERE still.payer = party.id AND still.mrr > 0 AND still.from_ < month.end_ AND month.end_ <= still.to_), NULL, NULL
      FROM month JOIN party ON EXISTS (
        FROM mrr_span AS span
        WHERE span.payer = party.id AND span.mrr > 0 AND span.from_ < month.start_ AND month.start_ <= span.to_)
      UNION ALL
      SELECT month.stretch, party.ref, sale.at_ + 1, NULL, NULL, NULL, minor, profit
      FROM sale JOIN month ON sale.at_ >= month.start_ AND sale.at_ < month.end_
      LEFT JOIN party ON party.id = sale.customer
      WHERE profit IS NOT NULL`,
    value: `
      CASE WHEN count(lost) FILTER (lost) > 0
        THEN ${major('avg(mrr)')} * coalesce(ratio(sum(profit), sum(amount)), 1)
          * count(lost) / count(lost) FILTER (lost) END`,
    n: 'count(mrr)',
    missing: `
      CASE WHEN count(is_account) = 0 THEN 'noSubscriptions'
           WHEN count(mrr) = 0 THEN 'noRate'
           ELSE 'noChurn' END`,
    companions: {
      arpa: major('avg(mrr)'),
      churn: 'ratio(count(lost) FILTER (lost), count(lost))',
      margin: 'coalesce(ratio(sum(profit), sum(amount)), 1)',
    },
  },
];

const costs: Kpi[] = [
  {
    id: 'retentionCost',
    needs: [...each('spend.amount'), member],
    items: `
      WITH spending AS (${spendOf('retention', 'service')})
      SELECT stretch, spent, why, active.party FROM spending LEFT JOIN active_customer AS active USING (stretch)`,
    value: `ratio(${major('any_value(spent)')}, count(party))`,
    numerator: major('coalesce(any_value(spent), 0)'),
    denominator: 'count(party)',
    n: 'count(party)',
    missing: "coalesce(any_value(why), 'zeroDenominator')",
    by: [],
  },
  {
    id: 'retentionCostRatio',
    needs: [...each('spend.amount'), member],
    items: `
      WITH spending AS (${spendOf('retention', 'service')}),
      sold AS (
        SELECT stretch.stretch, customer AS party, sum(minor) AS sold
        FROM sale JOIN stretch ON at_ >= start_ AND at_ < end_ WHERE code IS NULL GROUP BY ALL),
      paid AS (
        SELECT stretch, party, at_start * months AS paid FROM book JOIN stretch USING (stretch))
      SELECT stretch, spent, why, months, there.party, coalesce(sold, 0) + coalesce(paid, 0) AS brought
      FROM spending JOIN stretch USING (stretch)
      LEFT JOIN (FROM customer_at WHERE edge = 'start') AS there USING (stretch)
      LEFT JOIN sold USING (stretch, party) LEFT JOIN paid USING (stretch, party)`,
    value: `CASE WHEN any_value(months) > 0 THEN ratio(any_value(spent), sum(brought) FILTER (party IS NOT NULL)) END`,
    numerator: major('coalesce(any_value(spent), 0)'),
    denominator: major(`coalesce(sum(brought) FILTER (party IS NOT NULL), 0)::DOUBLE`),
    n: 'count(party)',
    missing: "coalesce(any_value(why), 'zeroDenominator')",
    by: [],
  },
  {
    id: 'profitMarginPerCustomer',
    needs: [[['deal.cost'], ['order.cost']], saleWith('customer')],
    items: `
      SELECT stretch, ref, at_ + 1 AS cut, customer, minor, profit, code
      FROM sale JOIN stretch ON at_ >= start_ AND at_ < end_
      WHERE customer IS NOT NULL AND cost IS NOT NULL`,
    ...quotient(major(total('profit')), major(total('minor')), 'count(*)'),
    companions: { meanProfit: `${major(total('profit'))} / nullif(count(DISTINCT customer), 0)` },
  },
];

export const customers: readonly Kpi[] = [...membership, ...revenue, ...costs];
