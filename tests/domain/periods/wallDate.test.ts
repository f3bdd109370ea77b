import fc from 'fast-check';
import { expect, it } from 'vitest';
import { localDate } from '../../../lambdas/domain/periods/localDay.ts';
import { wallDate } from '../../../lambdas/domain/periods/wallDate.ts';
import { allZones } from './oracle.ts';

it('is the date that Temporal says, in every zone', () => {
  const instants = fc.integer({ min: Date.parse('2000-01-01T00:00:00Z'), max: Date.parse('2100-01-01T00:00:00Z') });
  fc.assert(
    fc.property(instants, fc.constantFrom(...allZones), (instant, timeZone) => {
      expect(wallDate(instant, timeZone)).toBe(localDate(instant, timeZone));
    }),
  );
});

it('turns at midnight', () => {
  expect(wallDate(Date.parse('2026-11-02T02:59:59.999Z'), 'America/Sao_Paulo')).toBe('2026-11-01');
  expect(wallDate(Date.parse('2026-11-02T03:00:00Z'), 'America/Sao_Paulo')).toBe('2026-11-02');
});
