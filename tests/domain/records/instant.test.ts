import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../lambdas/domain/records/instant.ts';

describe('an instant', () => {
  it.each([
    ['2026-10-03T12:00:00Z', 1_791_028_800_000, 0],
    ['2026-10-03T09:00:00.0000005-03:00', 1_791_028_800_000, 500],
    ['2026-10-03T17:30:00,25+0530', 1_791_028_800_250, 0],
    ['2026-10-04T02:00+14', 1_791_028_800_000, 0],
    ['1969-12-31T23:59:59.9999Z', -1, 900_000],
    ['2024-02-29T00:00Z', 1_709_164_800_000, 0],
    ['2016-12-31T23:59:60Z', 1_483_228_799_000, 0],
    ['2024-02-29T00:00:00Z', 1_709_164_800_000, 0],
    ['2026-10-03T12:00:00.5Z', 1_791_028_800_500, 0],
    ['0000-01-01T00:00:00Z', -62_167_219_200_000, 0],
  ])('%s', (text, at, nanos) => {
    expect(parseInstant(text)).toEqual({ value: { at, nanos } });
  });

  it('is exact to the nanosecond, before the epoch and after it', () => {
    const instant = fc.record({ at: fc.integer({ min: -6e13, max: 2.5e14 }), nanos: fc.nat(999_999) });
    fc.assert(
      fc.property(instant, ({ at, nanos }) => {
        const text = new Date(at).toISOString().replace('Z', `${String(nanos).padStart(6, '0')}Z`);
        expect(parseInstant(text)).toEqual({ value: { at, nanos } });
      }),
    );
  });

  it.each([
    '2025-02-29T00:00Z',
    '2026-04-31T00:00Z',
    '2026-10-03T24:00Z',
    '2026-10-03T12:60Z',
    '2026-10-03T12:00+25:00',
    '2025-02-29T00:00:00Z',
    '2026-04-31T00:00:00.5Z',
    '2026-10-03T24:00:00Z',
    '2026-13-01T00:00:00Z',
    '12026-10-03T00:00Z',
    '2026-10-03T12:00:00.1234567891Z',
  ])('is not of a time that there is not: %s', (text) => {
    expect(parseInstant(text)).toEqual({ expected: expect.stringContaining('ISO 8601') });
  });
});
