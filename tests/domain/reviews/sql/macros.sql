CREATE MACRO forever() AS 9000000000000000::BIGINT;

-- Halves to the even one.
CREATE MACRO half_even(over_, under_) AS
  (CASE WHEN over_ < 0 THEN -1 ELSE 1 END * (abs(over_) // under_
    + CASE WHEN 2 * (abs(over_) % under_) > under_ THEN 1
           WHEN 2 * (abs(over_) % under_) = under_ THEN (abs(over_) // under_) % 2
           ELSE 0 END))::BIGINT;

-- Millionths of a currency at a rate in millionths, in minor units.
CREATE MACRO minor_units(amount, rate, scale) AS
  half_even(amount::HUGEINT * rate::HUGEINT * scale::HUGEINT, 1000000000000::HUGEINT);

CREATE MACRO ratio(over_, under_) AS over_::DOUBLE / nullif(under_::DOUBLE, 0);

-- Why an amount is not known.
CREATE MACRO unknown(amount, rate) AS CASE WHEN amount IS NULL THEN 'noAmounts' WHEN rate IS NULL THEN 'noRate' END;
