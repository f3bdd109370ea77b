import { parseAll } from '../../domain/records/batch.ts';
import { type Json, parseJson } from '../../domain/records/json.ts';
import type { Received, Translation } from '../source.ts';
import { textOf } from '../text.ts';

const memberOf = (input: unknown, name: string): unknown =>
  typeof input === 'object' && input !== null && Object.hasOwn(input, name) ? Reflect.get(input, name) : undefined;

/** The observations of a payload: those in the `data` of an envelope, or the payload itself. */
const observationsIn = (payload: unknown): unknown[] => {
  const data = memberOf(payload, 'record') === undefined ? memberOf(payload, 'data') : undefined;
  const held = data ?? payload;
  return Array.isArray(held) ? held : [held];
};

const jsonOf = (body: Uint8Array): Json => {
  const text = textOf(body);
  return text === undefined
    ? { problem: 'is not UTF-8 text' }
    : parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text);
};

/** @see Source.translate */
export const translate = ({ body, receivedAt }: Received): Translation => {
  const json = jsonOf(body);
  if ('problem' in json) return { failed: `The body ${json.problem}.` };
  const inputs = observationsIn(json.value);
  if (inputs.length > 0 && !inputs.some((input) => memberOf(input, 'record') !== undefined))
    return { failed: 'Neither the body nor its "data" holds observations: none has the member "record".' };
  const { observations, rejected } = parseAll(inputs, receivedAt);
  return { observations: observations.map(({ observation }) => observation), rejected };
};
