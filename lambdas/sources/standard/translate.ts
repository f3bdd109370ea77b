import { type Json, parseJson } from '../../domain/records/json.ts';
import { parseAll } from '../../domain/records/parse.ts';
import type { Received, Translation } from '../source.ts';
import { textOf } from '../text.ts';

const has = (input: unknown, member: string): input is Record<string, unknown> =>
  typeof input === 'object' && input !== null && Object.hasOwn(input, member);

/** The observations of a payload: those in the `data` of an envelope, or the payload itself. */
const observationsIn = (payload: unknown): unknown[] => {
  const data = has(payload, 'data') && !has(payload, 'record') ? payload.data : payload;
  return Array.isArray(data) ? data : [data];
};

const jsonOf = (body: Uint8Array): Json => {
  const text = textOf(body);
  return text === undefined ? { problem: 'is not UTF-8 text' } : parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text);
};

/** @see Source.translate */
export const translate = ({ body, receivedAt }: Received): Translation => {
  const json = jsonOf(body);
  if ('problem' in json) return { failed: `The body ${json.problem}.` };
  const inputs = observationsIn(json.value);
  if (inputs.length > 0 && !inputs.some((input) => has(input, 'record')))
    return { failed: 'Neither the body nor its "data" holds observations: none has the member "record".' };
  const { observations, rejected } = parseAll(inputs, receivedAt);
  return { observations: observations.map(({ observation }) => observation), rejected };
};
