import { encode } from '../../lambdas/domain/records/encode.ts';
import { fold, type RecordState } from '../../lambdas/domain/records/fold.ts';
import { statesOf } from '../../lambdas/domain/records/states.ts';
import { type RecordView, readRecord } from '../../lambdas/domain/records/view.ts';
import { fieldsOf, type Value } from '../../lambdas/domain/records/vocabulary.ts';
import type { SourceSettings } from '../../lambdas/domain/workspaces/settings.ts';
import type { Source, Translation } from '../../lambdas/sources/source.ts';
import { configured } from './configuration.ts';

/** When the bodies of these tests are received. */
const receivedAt = Date.parse('2026-11-01T12:00:00Z');
/** When the byte-identical body was first received. */
export const firstReceivedAt = receivedAt - 5 * 60_000;

type Settings = Partial<SourceSettings>;
type Body = string | Uint8Array;

/** What there is to read of a record: every field that was said, and whether it is deleted. */
export type Facts = Readonly<Record<string, Value>>;

const factsOf = (record: RecordView): Facts => {
  const names = [...Object.keys(fieldsOf(record.type)), ...record.custom().map(([name]) => name)];
  const said = names.flatMap((name): [string, Value][] => {
    const value = record.current(name);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(said), ...(record.deleted && { deleted: true }) };
};

/** What a source makes of bodies, as tests ask it. */
export const readingOf = (source: Source) => {
  const translate = (
    body: Body,
    settings: Settings = {},
    headers: Readonly<Record<string, string>> = {},
  ): Translation =>
    source.translate(
      { body: Buffer.from(body), headers, receivedAt, firstReceivedAt },
      configured(source.system, settings),
    );

  /** The records that bodies make when all are folded, by type and id: `deal 42`. */
  const recordsOf = (bodies: readonly Body[], settings: Settings = {}): Map<string, RecordView> => {
    const states = new Map<string, RecordState>();
    for (const body of bodies) {
      const translation = translate(body, settings);
      if ('failed' in translation) throw new Error(translation.failed);
      if (translation.rejected.length > 0) throw new Error(JSON.stringify(translation.rejected));
      for (const { type, id, state } of translation.observations.flatMap(statesOf)) {
        const key = `${type} ${id}`;
        const held = states.get(key);
        states.set(key, held ? fold(held, state) : state);
      }
    }
    return new Map([...states].map(([key, state]) => [key, readRecord(state.type, encode(state))]));
  };

  const factsIn = (bodies: readonly Body[], settings: Settings = {}): Record<string, Facts> =>
    Object.fromEntries([...recordsOf(bodies, settings)].map(([key, record]) => [key, factsOf(record)]));

  return { translate, recordsOf, factsIn };
};
