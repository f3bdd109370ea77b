import { atWork, day, wholeSeconds } from './calendar.ts';
import { leaver, successor } from './company.ts';
import type { Customer } from './customers.ts';
import { drawFor } from './draw.ts';
import { type Observation, said } from './observation.ts';

/** Its machine is set up and its people are taught. */
const onboarding = ({ id, since }: Customer): Observation[] => {
  const draw = drawFor(`onboarding/${id}`);
  const startedAt = wholeSeconds(atWork(since + day * draw.whole(1, 4)));
  const onboardedAt = wholeSeconds(atWork(startedAt + day * draw.around(18, 0.45)));
  return [
    { record: 'customer', id, at: startedAt, set: { onboardingStartedAt: said(startedAt) } },
    { record: 'customer', id, at: onboardedAt, set: { onboardedAt: said(onboardedAt) } },
  ];
};

/** Whose onboarding was begun so long before the hub was connected is told without it. */
const onboardedBefore = 45 * day;

/**
 * How one customer came, whose it was, and how it went.
 *
 * @param start from when on the hub tells of it
 * @param left when one of the sellers left, whose customers went to another
 */
export const customerStory = (one: Customer, start: number, left: number): Observation[] => {
  const { id, name, industry, region, owner, source, referredBy, since, until, returned, churnReason } = one;
  const about = (at: number, set: Observation['set']): Observation => ({ record: 'customer', id, at, set });
  // Who had left before the hub was connected is told as one who left.
  const at = until !== null && until < start ? until - 1000 : Math.max(start, since);
  const wasLeft = owner === leaver.id;
  const came = {
    ...{ name, industry, region, source, since: said(since), status: 'active' },
    owner: wasLeft && at >= left ? successor.id : owner,
    ...(referredBy !== null && { referredBy }),
  };
  const isHandedOver = wasLeft && at < left && (until === null || until > left);
  return [
    about(at, came),
    ...(since > start - onboardedBefore ? onboarding(one).filter((step) => step.at > start) : []),
    ...(isHandedOver ? [about(left, { owner: successor.id })] : []),
    ...(until === null ? [] : [about(until, { status: 'ended', until: said(until), churnReason })]),
    ...(returned === null ? [] : [about(returned, { status: 'active', until: null, churnReason: null })]),
  ];
};
