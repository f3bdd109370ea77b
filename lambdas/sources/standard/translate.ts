import { parseAll } from '../../domain/records/batch.ts';
import { jsonOf, memberOf } from '../json.ts';
import type { Received, Translation } from '../source.ts';

/** The observations of a payload: those in the `data` of an envelope, or the payload itself. */
const observationsIn = (payload: unknown): unknown[] => {
  const data = memberOf(payload, 'record') === undefined ? memberOf(payload, 'data') : undefined;
  const held = data ?? payload;
  return Array.isArray(held) ? held : [held];
};

/** @see Source.translate */
export const translate = (received: Received): Translation => {
  const json = jsonOf(received);
  if ('problem' in json) return { failed: `The body ${json.problem}.` };
  const inputs = observationsIn(json.value);
  if (inputs.length > 0 && !inputs.some((input) => memberOf(input, 'record') !== undefined))
    return { failed: 'Neither the body nor its "data" holds observations: none has the member "record".' };
  const { observations, rejected } = parseAll(inputs, received.receivedAt);
  return { observations: observations.map(({ observation }) => observation), rejected };
};
