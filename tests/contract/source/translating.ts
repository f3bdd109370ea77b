import { expect } from 'vitest';
import type { Observation } from '../../../lambdas/domain/records/observation.ts';
import { parseObservation } from '../../../lambdas/domain/records/parse.ts';
import type { Received, Translation } from '../../../lambdas/sources/source.ts';
import { wireOf } from '../../domain/records/wire.ts';
import { now, type SourceFixture } from './fixture.ts';

const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
};

const bytesOf = (body: string | Uint8Array): Uint8Array => (typeof body === 'string' ? Buffer.from(body) : body);

const received = (body: Uint8Array): Received => ({ body, headers: {}, receivedAt: now, firstReceivedAt: now - 1000 });

const isValid = (observation: Observation): void => {
  expect(parseObservation(wireOf(observation), 0, now)).toEqual({ observation });
};

export const isTranslation = (translation: Translation): void => {
  if ('failed' in translation) {
    expect(translation.failed).not.toBe('');
    return;
  }
  for (const observation of translation.observations) isValid(observation);
  for (const rejection of translation.rejected) {
    const { wrongAccount: _, ...rest } = rejection;
    expect(rest).toEqual({ index: expect.any(Number), path: expect.any(String), message: expect.any(String) });
    expect(rejection.message).not.toBe('');
  }
};

export const observationsIn = (translation: Translation): readonly Observation[] =>
  'observations' in translation ? translation.observations : [];

/** How a source translates what the suite gives it, with settings that nothing may change. */
export const translatingWith = ({ source, settings: given }: Pick<SourceFixture, 'source' | 'settings'>) => {
  const settings = frozen(structuredClone(given));
  const translate = (body: string | Uint8Array): Translation => source.translate(received(bytesOf(body)), settings);
  const isTimeless = (body: string | Uint8Array): boolean => source.timeless({ body: bytesOf(body), headers: {} });
  const isHarmless = (body: string | Uint8Array): void => {
    isTranslation(translate(body));
    expect(typeof isTimeless(body)).toBe('boolean');
  };
  return { translate, isTimeless, isHarmless };
};
