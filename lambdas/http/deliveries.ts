import { Hono } from 'hono';
import { dimensions } from '../domain/records/dimensions.ts';
import { parseInstant } from '../domain/records/instant.ts';
import type { Observation } from '../domain/records/observation.ts';
import { fieldOf, isCustom, type Value } from '../domain/records/vocabulary.ts';
import { type DecodedDelivery, decodedDeliveries, decodedDelivery, type Labels } from '../flow/decoded.ts';
import type { HttpServices } from '../flow/services.ts';
import { allow, type Env } from './auth.ts';
import { described } from './openapi/operation.ts';
import { deliveriesOperation } from './openapi/sources.ts';
import { invalid, notFound } from './problem.ts';
import { iso, isoOrNull } from './request.ts';

/** Of one delivery: a batch may hold thousands. */
const mostShown = 20;
/** Of a body, in bytes. */
const mostOfBody = 65_536;

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

/** Fields whose values a system may tell by their ids: those that reviews are broken down by, and reasons. */
const labelled: ReadonlySet<string> = new Set([...dimensions, 'lostReason', 'churnReason', 'endReason']);

/** What the configuration calls the values of observations, by field and value: an amount may look like the id of a stage. */
const labelsIn = (observations: readonly Observation[], labels: Labels) => {
  const used = new Map<string, Map<string, string>>();
  for (const [name, value] of observations.flatMap(({ set }) => Object.entries(set))) {
    if (typeof value !== 'string' || !(labelled.has(name) || isCustom(name))) continue;
    const label = Object.hasOwn(labels, value) ? labels[value] : undefined;
    if (label !== undefined) used.set(name, (used.get(name) ?? new Map<string, string>()).set(value, label));
  }
  return Object.fromEntries([...used].map(([name, called]) => [name, Object.fromEntries(called)]));
};

const shown = ({ receivedAt, until, observations, rejected, ...delivery }: DecodedDelivery, labels: Labels) => ({
  ...delivery,
  receivedAt: iso(receivedAt),
  until: isoOrNull(until),
  observations: observations.slice(0, mostShown).map(shownObservation),
  rejected: rejected.slice(0, mostShown),
  labels: labelsIn(observations.slice(0, mostShown), labels),
  counts: { observations: observations.length, rejected: rejected.length },
});

const afterOf = (text: string | undefined): number | null => {
  if (text === undefined) return null;
  const parsed = parseInstant(text);
  if ('value' in parsed) return parsed.value.at;
  throw invalid([{ path: 'after', message: parsed.expected }]);
};

/** `1793703601000-3d011e09502a`: no instant has more digits. */
const idForm = /^\d{1,14}-[0-9a-f]{12}$/;

/** The body as text, as far as it is shown; what is cut off within a character is left out with it. */
const textIn = (body: Uint8Array): string =>
  new TextDecoder().decode(body.subarray(0, mostOfBody), { stream: body.byteLength > mostOfBody });

/**
 * What came in from a source, decoded; by `id` one delivery, and by `body` that as it came. It shows names and whatever else a CRM sends of persons, so that it takes the key
 * of whoever sets the source up: one that reads numbers does not show them.
 */
export const deliveries = (services: HttpServices): Hono<Env> =>
  new Hono<Env>().get(
    '/v1/workspaces/:workspace/sources/:source/deliveries',
    described(deliveriesOperation),
    allow(services, 'admin'),
    async (c) => {
      const { workspace, source } = c.req.param();
      const of = { workspace, source };
      const id = c.req.query('id');
      if (id !== undefined) {
        if (!idForm.test(id))
          throw invalid([{ path: 'id', message: 'must be as it is told, "1793703601000-3d011e09502a"' }]);
        const one = await decodedDelivery(services, of, id);
        if (!one) throw notFound(`delivery "${id}" of the source "${source}" in the workspace "${workspace}"`);
        const { delivery, labels, body } = one;
        const said = c.req.query('body') === 'true' ? { body: body && textIn(body) } : {};
        return c.json({
          at: iso(services.clock()),
          deliveries: [{ ...shown(delivery, labels), ...said }],
          more: false,
        });
      }
      const found = await decodedDeliveries(services, of, afterOf(c.req.query('after')));
      if (!found) throw notFound(`source "${source}" in the workspace "${workspace}"`);
      const { at, deliveries: newest, labels, more } = found;
      return c.json({ at: iso(at), deliveries: newest.map((delivery) => shown(delivery, labels)), more });
    },
  );
