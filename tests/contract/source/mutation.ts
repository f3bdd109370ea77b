import fc from 'fast-check';
import type { Observation } from '../../../lambdas/domain/records/observation.ts';
import { fieldOf } from '../../../lambdas/domain/records/vocabulary.ts';

/** What a transmission, or somebody, may do to a body: bytes are changed, repeated and lost. */
export const mutation = fc.record({
  kind: fc.constantFrom('change', 'insert', 'remove', 'repeat', 'cut'),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('[]{}&=%",:\\0_'))),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer Kind> ? Kind : never;

export const mutated = (body: Buffer, { kind, place, length, byte }: Mutation): Buffer => {
  const at = Math.floor(place * body.length);
  const [before, after] = [body.subarray(0, at), body.subarray(at)];
  const changed: Record<Mutation['kind'], Buffer[]> = {
    change: [before, Buffer.from([byte]), after.subarray(1)],
    insert: [before, Buffer.alloc(length, byte), after],
    remove: [before, after.subarray(length)],
    repeat: [before, after.subarray(0, length), after],
    cut: [before],
  };
  return Buffer.concat(changed[kind]);
};

/** What is compared of ids: escapes aside, in one case, and without what a source puts behind the system's own. */
const plain = (text: string): string => text.replace(/[\\"]/g, '').toLowerCase();

/** What a body holds: as it is, and as a form does. */
const readingsOf = (body: Buffer): string[] => {
  const text = body.toString();
  return [text, [...new URLSearchParams(text)].flat().join('\n')].map(plain);
};

/** The words that a source may have put together, in another order and with other marks between them. */
const wordsOf = (value: string): string[] => plain(value).match(/[a-z0-9]+/g) ?? [];

const isInstant = (value: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);

/** What an observation tells in text: references, and values of fields of text but for instants, which systems write in their own way. */
const textsOf = ({ record, set }: Observation): [name: string, value: string][] =>
  Object.entries(set).flatMap(([name, value]): [string, string][] => {
    const kind = fieldOf(record, name)?.type.kind;
    const isText = kind === 'text' || kind === 'reference';
    return typeof value === 'string' && isText && !isInstant(value) ? [[name, value]] : [];
  });

/** What a source says that neither the body nor its settings hold, ids as far as the system writes them: nothing of a good one. */
export const inventedBy = (observations: readonly Observation[], body: Buffer, settings: string): string[] => {
  const readings = readingsOf(body);
  const configured = plain(settings);
  const isSent = (text: string): boolean => readings.some((reading) => reading.includes(text.slice(0, 15)));
  return observations.flatMap((observation) => [
    ...(isSent(plain(observation.id.split(':', 1)[0] ?? '')) ? [] : [`id ${observation.id}`]),
    ...textsOf(observation).flatMap(([name, value]) =>
      wordsOf(value).every((word) => isSent(word) || configured.includes(word)) ? [] : [`${name} ${value}`],
    ),
  ]);
};
