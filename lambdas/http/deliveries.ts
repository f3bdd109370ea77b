import { Hono } from 'hono';
import { parseInstant } from '../domain/records/instant.ts';
import type { Observation } from '../domain/records/observation.ts';
import { fieldOf, type Value } from '../domain/records/vocabulary.ts';
import { type Arrival, arrivalsOf } from '../flow/arrivals.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { invalid, notFound } from './problem.ts';
import { iso, isoOrNull } from './request.ts';

/** Of one delivery: a batch may hold thousands. */
const mostShown = 20;

const shownValue = ({ record }: Observation, name: string, value: Value): Value =>
  typeof value === 'number' && fieldOf(record, name)?.type.kind === 'instant' ? iso(value) : value;

/** As it would be posted, but for what the instant has beyond milliseconds. */
const shownObservation = (observation: Observation) => {
  const { record, id, stamp, set, deleted, mergedInto, same } = observation;
  return {
    record,
    id,
    at: iso(stamp.at),
    ...(stamp.seq !== null && { seq: stamp.seq }),
    ...(Object.keys(set).length > 0 && {
      set: Object.fromEntries(Object.entries(set).map(([name, value]) => [name, shownValue(observation, name, value)])),
    }),
    ...(deleted !== undefined && { deleted }),
    ...(mergedInto !== undefined && { mergedInto }),
    ...(same !== undefined && { same }),
  };
};

const shown = ({ receivedAt, until, observations, rejected, ...arrival }: Arrival) => ({
  ...arrival,
  receivedAt: iso(receivedAt),
  until: isoOrNull(until),
  observations: observations.slice(0, mostShown).map(shownObservation),
  rejected: rejected.slice(0, mostShown),
  counts: { observations: observations.length, rejected: rejected.length },
});

const afterOf = (text: string | undefined): number | null => {
  if (text === undefined) return null;
  const parsed = parseInstant(text);
  if ('value' in parsed) return parsed.value.at;
  throw invalid([{ path: 'after', message: parsed.expected }]);
};

/**
 * What came in from a source, decoded. It shows names and whatever else a CRM sends of persons, so that it takes the key
 * of whoever sets the source up: one that reads numbers does not show them.
 */
export const deliveries = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get('/v1/workspaces/:workspace/sources/:source/deliveries', allow(services, 'admin'), async (c) => {
    const { workspace, source } = c.req.param();
    const found = await arrivalsOf(services, workspace, source, afterOf(c.req.query('after')));
    if (!found) throw notFound(`source "${source}" in the workspace "${workspace}"`);
    const { at, arrivals, more } = found;
    return c.json({ at: iso(at), deliveries: arrivals.map(shown), more });
  });
