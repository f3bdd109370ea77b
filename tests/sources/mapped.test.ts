import { describe, expect, it } from 'vitest';
import { mappedFields, startOfDay } from '../../lambdas/sources/mapped.ts';
import { configured } from './configuration.ts';

const settings = configured('stripe', {
  timeZone: 'America/Sao_Paulo',
  fields: { deal: { closedAt: 'custom:closed', 'custom.day': 'custom:closed', customer: 'custom:of', name: 'title' } },
});
const midnight = new Date('2025-01-31T03:00:00Z');
const closed = (value: string | number | null, instantOf?: () => number | undefined) =>
  mappedFields('deal', settings, (name) => (name === 'closed' ? value : undefined), instantOf).closedAt;

describe('a date without a time', () => {
  it('is the beginning of the day in the zone of the workspace where a field holds an instant, whatever the system', () => {
    expect(closed('2025-01-31')).toEqual(midnight);
    expect(closed('2025-01-31', () => undefined)).toEqual(midnight);
    const said = mappedFields('deal', settings, () => '2025-01-31');
    expect(said).toEqual({ closedAt: midnight, 'custom.day': '2025-01-31', customer: '2025-01-31' });
  });

  it('gives way to what the value stands for in the system', () => {
    expect(closed('2025-01-31', () => 5)).toEqual(new Date(5));
  });

  it.each(['2025-02-30', '2025-13-01', '2025-01-31T00:00', ' 2025-01-31', '0000-00-00', '20250131', 'soon', 20250131])(
    'is none that there is not, and left to be refused: %j',
    (value) => {
      expect(startOfDay(value, settings)).toBeUndefined();
      expect(closed(value)).toBe(value);
    },
  );

  it('is cleared where it is empty', () => {
    expect(closed('')).toBeNull();
    expect(closed(null)).toBeNull();
  });
});

it('tells which field a value is to fill', () => {
  expect(mappedFields('deal', settings, (name, to) => `${name} for ${to}`)).toMatchObject({
    customer: 'of for customer',
    'custom.day': 'closed for custom.day',
  });
});
