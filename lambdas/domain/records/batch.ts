import { type Json, parseJson } from './json.ts';
import type { Observation, Rejection } from './observation.ts';
import { parseObservation } from './parse.ts';

export type BatchFormat = 'json' | 'ndjson';

/** The observations of a batch, each with its place in it, and what was refused. */
export interface Batch {
  readonly observations: readonly { readonly index: number; readonly observation: Observation }[];
  readonly rejected: readonly Rejection[];
}

const parseItems = (items: Iterable<{ readonly index: number; readonly json: Json }>, receivedAt: number): Batch => {
  const observations: { index: number; observation: Observation }[] = [];
  const rejected: Rejection[] = [];
  for (const { index, json } of items) {
    const parsed =
      'value' in json
        ? parseObservation(json.value, index, receivedAt)
        : { rejection: { index, path: '', message: json.problem } };
    if ('observation' in parsed) observations.push({ index, observation: parsed.observation });
    else rejected.push(parsed.rejection);
  }
  return { observations, rejected };
};

/** Reads every observation of a list; a bad one never loses a good one. */
export const parseAll = (inputs: readonly unknown[], receivedAt: number): Batch =>
  parseItems(
    inputs.map((value, index) => ({ index, json: { value } })),
    receivedAt,
  );

const linesOf = (text: string): { index: number; json: Json }[] =>
  text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ index, json: parseJson(line, index + 1) }]));

/**
 * Reads a posted batch: JSON holds one observation or an array of them, NDJSON one a line. Indices are zero-based;
 * in NDJSON they count every line, the blank ones too. A body that is no JSON is one rejection.
 *
 * @param receivedAt Epoch milliseconds.
 */
export const parseObservations = (body: string, format: BatchFormat, receivedAt: number): Batch => {
  const text = body.startsWith('\uFEFF') ? body.slice(1) : body;
  if (format === 'ndjson') return parseItems(linesOf(text), receivedAt);
  const json = parseJson(text);
  if ('problem' in json) return parseItems([{ index: 0, json }], receivedAt);
  return parseAll(Array.isArray(json.value) ? json.value : [json.value], receivedAt);
};
