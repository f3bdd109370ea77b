import type { Configuration } from '../../../../lambdas/domain/workspaces/schema.ts';
import type { People } from './people.ts';
import type { Place } from './segments.ts';

/** What the naive definitions are written in. */

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The records of a workspace, and the instant of the computation. */
export interface Asked {
  readonly people: People;
  readonly configuration: Configuration;
  readonly asOf: number;
}

export interface Item {
  readonly place: Place;
}

export interface Told {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly n: number;
  /** The stage that it is of. */
  readonly stage?: string;
}

export interface NaiveKpi {
  readonly id: string;
  readonly needs: readonly (readonly string[])[][];
  /** What counts in a period, one by one, with where it stands. */
  readonly items: (asked: Asked, stretch: Stretch) => readonly Item[];
  /** The same of all of them and of those of a segment. */
  readonly formula: (items: readonly never[], configuration: Configuration, stage?: string) => Told;
  readonly companions?: (asked: Asked, stretch: Stretch, told: Told) => Record<string, number | null>;
  /** Money of which some has no amount or no rate, and none is left. */
  readonly unknown?: (asked: Asked, stretch: Stretch) => string | null;
}

interface Declared<Of extends Item> extends Omit<NaiveKpi, 'items' | 'formula' | 'companions'> {
  readonly items: (asked: Asked, stretch: Stretch) => readonly Of[];
  readonly formula: (items: readonly Of[], configuration: Configuration, stage?: string) => Told;
  readonly companions?: (
    asked: Asked,
    stretch: Stretch,
    told: Told,
    items: readonly Of[],
  ) => Record<string, number | null>;
}

/** Declared with its own kind of items, used without knowing it. */
export const naive = <Of extends Item>({ items, companions, ...declared }: Declared<Of>): NaiveKpi => ({
  ...declared,
  items,
  ...(companions && {
    companions: (asked, stretch, told) => companions(asked, stretch, told, items(asked, stretch)),
  }),
});

export const isIn = (instant: number | null, { start, end }: Stretch): instant is number =>
  instant !== null && instant >= start && instant < end;

export const share = (some: number, all: number): Told => ({
  value: all === 0 ? null : some / all,
  numerator: some,
  denominator: all,
  n: all,
});
