import fc from 'fast-check';
import type { RegularCadence } from '../../../lambdas/domain/periods/construct.ts';
import type { Calendar } from '../../../lambdas/domain/periods/period.ts';
import { allZones } from './oracle.ts';

export const utc: Calendar = { timeZone: 'UTC', fiscalYearStart: 1 };
export const saoPaulo: Calendar = { timeZone: 'America/Sao_Paulo', fiscalYearStart: 1 };
/** A fiscal year from April to March. */
export const london: Calendar = { timeZone: 'Europe/London', fiscalYearStart: 4 };

/** Zones whose clocks have done something odd at midnight, or by odd amounts. */
const oddZones = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'America/Havana',
  'America/Nuuk',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Kwajalein',
];

export const aZone = fc.oneof(fc.constantFrom(...oddZones), fc.constantFrom(...allZones));
export const aCalendar: fc.Arbitrary<Calendar> = fc.record({
  timeZone: aZone,
  fiscalYearStart: fc.integer({ min: 1, max: 12 }),
});
export const aCadence = fc.constantFrom<RegularCadence[]>('monthly', 'quarterly', 'annual');
/** From 1972 to 2198, so that a fiscal year around it has a name that can be parsed. */
export const anInstant = fc.integer({ min: Date.UTC(1972, 0), max: Date.UTC(2199, 0) });
