-- What the questions share, from the tables that are loaded. A span holds at t when from_ < t and t <= to_: rule 1.

-- MONEY ------------------------------------------------------------------------------------------------------------

-- The latest rate on or before the local day of every instant.
CREATE TABLE rate_at AS
  SELECT used.currency, local_day.at_,
    CASE WHEN used.currency = any_value(settings.currency) THEN 1000000 ELSE max_by(rate.rate, rate.day) END AS rate
  FROM used_currency AS used CROSS JOIN local_day CROSS JOIN settings
  LEFT JOIN rate ON rate.currency = used.currency AND rate.day <= local_day.day
  GROUP BY used.currency, local_day.at_;

-- DEALS ------------------------------------------------------------------------------------------------------------

-- Where the run of equal outcomes that is in force began, as it was said.
CREATE TABLE outcome_run AS
  SELECT said.ref, min(said.at_) AS began
  FROM deal_outcome AS said JOIN deal USING (ref)
  WHERE NOT EXISTS (
    FROM deal_outcome AS later
    WHERE later.ref = said.ref AND later.at_ >= said.at_ AND later.outcome IS DISTINCT FROM deal.outcome)
  GROUP BY said.ref;

-- A deal is closed by what is in force from closed_at on, and was by what was said before that run.
CREATE TABLE closed_span AS
  SELECT ref, outcome, at_ AS from_, until AS to_
  FROM (SELECT *, coalesce(lead(at_) OVER (PARTITION BY ref ORDER BY at_), forever()) AS until FROM deal_outcome)
  JOIN outcome_run USING (ref)
  WHERE at_ < began AND outcome IN ('won', 'lost')
  UNION ALL
  SELECT ref, outcome, closed_at, forever() FROM deal WHERE outcome IN ('won', 'lost') AND closed_at IS NOT NULL;

-- Nobody knows when those without closed_at were closed.
CREATE TABLE told_deal AS
  FROM deal WHERE NOT (coalesce(outcome IN ('won', 'lost'), false) AND closed_at IS NULL);

CREATE TABLE edge AS
  SELECT stretch, 'start' AS edge, start_ AS t FROM stretch UNION ALL SELECT stretch, 'end', end_ FROM stretch;

CREATE TABLE open_deal AS
  SELECT edge.stretch, edge.edge, edge.t, deal.*
  FROM told_deal AS deal JOIN edge ON created_at < t
  WHERE NOT EXISTS (FROM closed_span AS closed WHERE closed.ref = deal.ref AND closed.from_ < t AND t <= closed.to_);

CREATE TABLE closed_deal AS
  SELECT stretch.stretch, deal.*, outcome = 'won' AS won,
    CASE WHEN created_at <= closed_at THEN (closed_at - created_at) / 1000.0 END::DOUBLE AS cycle
  FROM deal JOIN stretch ON closed_at >= start_ AND closed_at < end_
  WHERE outcome IN ('won', 'lost');

-- Stays in stages: between the instants at which anything changes, those that follow in the same stage put together.
CREATE TABLE stay AS
  WITH change AS (
    SELECT ref, at_ FROM deal_stage
    UNION SELECT ref, at_ FROM deal_outcome
    UNION SELECT ref, from_ FROM closed_span),
  piece AS (
    SELECT ref, at_ AS start_, coalesce(lead(at_) OVER (PARTITION BY ref ORDER BY at_), forever()) AS end_ FROM change),
  staged AS (
    SELECT piece.*, said.stage
    FROM piece JOIN told_deal USING (ref)
    ASOF JOIN deal_stage AS said ON said.ref = piece.ref AND said.at_ <= piece.start_
    WHERE said.stage <> '' AND NOT EXISTS (
      FROM closed_span AS closed
      WHERE closed.ref = piece.ref AND closed.from_ <= piece.start_ AND piece.start_ < closed.to_)),
  begun AS (
    SELECT *, CASE WHEN lag(end_) OVER before = start_ AND lag(stage) OVER before = stage THEN 0 ELSE 1 END AS begins
    FROM staged WINDOW before AS (PARTITION BY ref ORDER BY start_)),
  numbered AS (SELECT *, sum(begins) OVER (PARTITION BY ref ORDER BY start_) AS nth FROM begun)
  SELECT ref, stage, nth, min(start_) AS start_, max(end_) AS end_ FROM numbered GROUP BY ref, stage, nth;

-- SALES ------------------------------------------------------------------------------------------------------------

CREATE TABLE won_deal AS
  SELECT deal.*, closed_at AS at_, minor_units(amount, rate, scale) AS minor,
    minor_units(amount - cost, rate, scale) AS profit, unknown(amount, rate) AS code
  FROM deal CROSS JOIN settings LEFT JOIN rate_at ON rate_at.currency = deal.currency AND rate_at.at_ = deal.closed_at
  WHERE outcome = 'won' AND closed_at IS NOT NULL;

CREATE TABLE dated_order AS
  SELECT sales_order.*, minor_units(amount, rate, scale) AS minor,
    minor_units(amount - cost, rate, scale) AS profit, unknown(amount, rate) AS code
  FROM sales_order CROSS JOIN settings
  LEFT JOIN rate_at ON rate_at.currency = sales_order.currency AND rate_at.at_ = sales_order.at_
  WHERE sales_order.at_ IS NOT NULL;

-- Purchases, of whatever amount: an order that names a won deal is that deal's own.
CREATE TABLE purchase AS
  SELECT ref, at_, customer, kind FROM won_deal
  UNION ALL
  SELECT ref, at_, customer, kind FROM dated_order WHERE deal IS NULL OR deal NOT IN (SELECT id FROM won_deal);

-- The same in money: only a deal whose amount is known counts, and takes its orders with it.
CREATE TABLE sale AS
  SELECT ref, at_, customer, kind, amount, cost, minor, profit, code FROM won_deal
  UNION ALL
  SELECT ref, at_, customer, kind, amount, cost, minor, profit, code FROM dated_order
  WHERE deal IS NULL OR deal NOT IN (SELECT id FROM won_deal WHERE code IS NULL);

-- The same in each one's own currency, whether or not a rate is known.
CREATE TABLE unconverted_sale AS
  SELECT at_, customer, amount FROM won_deal
  UNION ALL
  SELECT at_, customer, amount FROM dated_order
  WHERE deal IS NULL OR deal NOT IN (SELECT id FROM won_deal WHERE amount IS NOT NULL);

-- WHO COUNTS -------------------------------------------------------------------------------------------------------

-- An id known by a record, by subscriptions, or by both.
CREATE TABLE party AS
  SELECT names.id, customer.ref
  FROM (SELECT id FROM customer UNION SELECT payer FROM subscription) AS names LEFT JOIN customer USING (id);

-- The MRR of each subscription. A repeat of the same value is no change; the first holds back to started_at.
CREATE TABLE mrr_span AS
  WITH said AS (
    SELECT *, row_number() OVER before AS nth, lag(mrr) OVER before AS earlier
    FROM subscription_mrr WINDOW before AS (PARTITION BY ref ORDER BY at_)),
  run AS (
    SELECT *, coalesce(lead(at_) OVER (PARTITION BY ref ORDER BY at_), forever()) AS until
    FROM said WHERE nth = 1 OR mrr IS DISTINCT FROM earlier),
  span AS (
    SELECT ref, payer, currency, coalesce(mrr, 0) AS mrr,
      CASE WHEN nth = 1 THEN started_at ELSE greatest(at_, started_at) END AS from_,
      least(until, coalesce(ended_at, forever())) AS to_
    FROM run JOIN subscription USING (ref)
    WHERE started_at IS NOT NULL)
  SELECT span.*, CASE WHEN mrr = 0 THEN 0 ELSE minor_units(mrr, rate, scale) END AS minor
  FROM span CROSS JOIN settings LEFT JOIN rate_at ON rate_at.currency = span.currency AND rate_at.at_ = span.from_
  WHERE from_ < to_;

-- By status from where it was first said on; before that, and while it is null, by since and until.
CREATE TABLE customer_span AS
  WITH status AS (
    SELECT id, since, until, at_ AS from_, status FROM customer JOIN customer_status USING (ref)
    UNION ALL SELECT id, since, until, -forever(), NULL FROM customer),
  piece AS (
    SELECT *, coalesce(lead(from_) OVER (PARTITION BY id ORDER BY from_), forever()) AS to_ FROM status),
  span AS (
    SELECT id AS party, from_, to_ FROM piece WHERE status = 'active'
    UNION ALL
    SELECT id, greatest(from_, since), least(to_, coalesce(until, forever())) FROM piece
    WHERE status IS NULL AND since IS NOT NULL)
  SELECT party, from_, to_ FROM span WHERE from_ < to_ AND party NOT IN (SELECT payer FROM subscription)
  UNION ALL
  SELECT payer, from_, to_ FROM mrr_span WHERE mrr > 0;

CREATE TABLE customer_at AS
  SELECT DISTINCT edge.stretch, edge.edge, edge.t, party.id AS party, party.ref
  FROM edge JOIN customer_span AS span ON span.from_ < t AND t <= span.to_ JOIN party ON party.id = span.party;

-- Those whose first instant ever as a customer lies in it.
CREATE TABLE new_customer AS
  SELECT stretch, party, ref, first AS at_
  FROM (SELECT party, min(from_) AS first FROM customer_span GROUP BY party)
  JOIN party ON party.id = party JOIN stretch ON first >= start_ AND first < end_;

-- At its start, or joined before its end; cut is the end of what is known of its segments there.
CREATE TABLE active_customer AS
  SELECT stretch, party, ref, t AS cut FROM customer_at WHERE edge = 'start'
  UNION ALL
  SELECT stretch.stretch, party.id, any_value(party.ref), min(span.from_) + 1
  FROM stretch JOIN customer_span AS span ON span.from_ >= start_ AND span.from_ < end_
  JOIN party ON party.id = span.party
  WHERE NOT EXISTS (
    FROM customer_at AS there
    WHERE there.stretch = stretch.stretch AND there.edge = 'start' AND there.party = party.id)
  GROUP BY stretch.stretch, party.id;

-- Customers that pay, whether or not a rate is known.
CREATE TABLE account_at AS
  SELECT DISTINCT stretch, edge, t, payer AS party
  FROM edge JOIN mrr_span ON from_ < t AND t <= to_ AND mrr > 0;

-- The MRR of accounts at the start and at the end: null where that of any of its subscriptions is unknown.
CREATE TABLE book AS
  SELECT edge.stretch, payer AS party, party.ref,
    coalesce(bool_or(mrr > 0) FILTER (edge = 'start'), false) AS was,
    coalesce(bool_or(mrr > 0) FILTER (edge = 'end'), false) AS is_,
    CASE WHEN NOT coalesce(bool_or(minor IS NULL) FILTER (edge = 'start'), false)
      THEN coalesce(sum(minor) FILTER (edge = 'start'), 0)::BIGINT END AS at_start,
    CASE WHEN NOT coalesce(bool_or(minor IS NULL) FILTER (edge = 'end'), false)
      THEN coalesce(sum(minor) FILTER (edge = 'end'), 0)::BIGINT END AS at_end,
    CASE WHEN bool_or(minor IS NULL) THEN 'noRate' END AS code
  FROM edge JOIN mrr_span AS span ON span.from_ < t AND t <= span.to_ JOIN party ON party.id = payer
  GROUP BY edge.stretch, payer, party.ref;

-- SPEND ------------------------------------------------------------------------------------------------------------

-- A period's part is the difference of two parts up to an instant, each rounded.
CREATE TABLE spend_part AS
  WITH worth AS (
    SELECT spend.ref, category, from_, coalesce(to_, from_) AS to_, minor_units(amount, rate, scale) AS minor,
      unknown(amount, rate) AS code
    FROM spend CROSS JOIN settings LEFT JOIN rate_at ON rate_at.currency = spend.currency AND rate_at.at_ = spend.from_
    WHERE from_ IS NOT NULL AND coalesce(to_, from_) >= from_),
  part AS (
    SELECT stretch, start_, end_, worth.*,
      half_even(minor::HUGEINT * greatest(0, least(end_, to_) - from_), greatest(1, to_ - from_)::HUGEINT) AS until_end,
      half_even(minor::HUGEINT * greatest(0, least(start_, to_) - from_), greatest(1, to_ - from_)::HUGEINT) AS until_start
    FROM worth JOIN stretch ON from_ < end_ AND (to_ > start_ OR from_ >= start_))
  SELECT stretch, ref, category, code, start_,
    CASE WHEN to_ = from_ THEN minor ELSE until_end - until_start END AS minor
  FROM part;

-- SURVEYS ----------------------------------------------------------------------------------------------------------

-- Whole scores on a scale that belongs to the kind, which begins at 1, that of 10 at 0.
CREATE TABLE answer AS
  SELECT survey.* REPLACE (used AS scale), CASE WHEN used = 10 THEN 0 ELSE 1 END AS lowest
  FROM (SELECT *, coalesce(scale, CASE kind WHEN 'nps' THEN 10 WHEN 'csat' THEN 5 WHEN 'ces' THEN 7 END) AS used FROM survey) AS survey
  WHERE at_ IS NOT NULL AND score = floor(score) AND score <= used AND score >= CASE WHEN used = 10 THEN 0 ELSE 1 END
    AND CASE kind WHEN 'nps' THEN used = 10 WHEN 'csat' THEN used IN (2, 3, 5, 10) WHEN 'ces' THEN used = 7 END;

CREATE TABLE answer_in AS
  SELECT stretch, answer.* FROM answer JOIN stretch ON at_ >= start_ AND at_ < end_;

-- TICKETS AND ACTIVITIES -------------------------------------------------------------------------------------------

CREATE TABLE ticket_in AS
  SELECT stretch, ticket.* FROM ticket JOIN stretch ON created_at >= start_ AND created_at < end_;

-- By what is in force: one that was opened again after it was solved runs on.
CREATE TABLE solved_ticket AS
  SELECT stretch, ticket.*
  FROM ticket JOIN stretch ON solved_at >= start_ AND solved_at < end_ CROSS JOIN settings
  WHERE solved_at <= as_of AND NOT EXISTS (
    FROM ticket_status AS said
    WHERE said.ref = ticket.ref AND said.status = 'open' AND said.at_ > solved_at
      AND NOT EXISTS (FROM ticket_status AS later WHERE later.ref = said.ref AND later.at_ > said.at_));

-- Neither answered nor solved at the end.
CREATE TABLE waiting AS
  SELECT stretch, ticket.ref, greatest(0, least(end_, as_of) - created_at) / 1000.0::DOUBLE AS seconds
  FROM ticket JOIN stretch ON created_at < end_ CROSS JOIN settings
  WHERE coalesce(responded_at, forever()) >= end_ AND coalesce(solved_at, forever()) >= end_
    AND 'solved' IS DISTINCT FROM (
      SELECT max_by(coalesce(status, ''), at_) FROM ticket_status AS said WHERE said.ref = ticket.ref AND said.at_ < end_);

CREATE TABLE activity_in AS
  SELECT stretch, activity.* FROM activity JOIN stretch ON at_ >= start_ AND at_ < end_;
