-- Rule 14: the key of every dimension of every record that a question counts, as of what was said before `cut`.

CREATE TABLE place AS
  WITH subject AS (
    SELECT ref, cut, ref AS of_ FROM request
    UNION ALL SELECT ref, cut, customer FROM request JOIN segment_customer USING (ref)),
  -- The last said before, else the first said after.
  known AS (
    SELECT of_, cut, said.by_,
      CASE WHEN count(*) FILTER (said.at_ < cut) > 0 THEN max_by(key, said.at_) FILTER (said.at_ < cut)
           ELSE min_by(key, said.at_) END AS key
    FROM (SELECT DISTINCT of_, cut FROM subject) JOIN segment_said AS said ON said.ref = of_
    GROUP BY of_, cut, said.by_),
  candidate AS (
    SELECT subject.ref, subject.cut, known.by_, known.key, known.of_ = subject.ref AS is_own
    FROM subject JOIN known USING (of_, cut)),
  -- Its own, then its customer's, save for what its type has itself.
  held AS (
    SELECT ref, cut, by_, coalesce(max(key) FILTER (is_own AND key <> ''), max(key) FILTER (NOT is_own), '') AS key
    FROM candidate
    WHERE is_own OR NOT EXISTS (
      FROM own_dimension AS own WHERE own.by_ = candidate.by_ AND own.type = split_part(candidate.ref, ':', 2))
    GROUP BY ref, cut, by_),
  owned AS (SELECT held.ref, cut, owner.ref AS seat FROM held JOIN segment_owner AS owner ON owner.key = held.key WHERE by_ = 'owner'),
  -- Team and region of its owner's user record, which keeps no history.
  inherited AS (
    SELECT owned.ref, owned.cut, said.by_, said.key
    FROM owned JOIN segment_said AS said ON said.ref = owned.seat AND said.by_ IN ('team', 'region')
    WHERE NOT EXISTS (
      FROM own_dimension AS own WHERE own.by_ = said.by_ AND own.type = split_part(owned.ref, ':', 2)))
  SELECT ref, cut, by_, coalesce(nullif(held.key, ''), inherited.key, '') AS key
  FROM held FULL JOIN inherited USING (ref, cut, by_);
