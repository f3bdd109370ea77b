import { type Environment, readEnvironment, type Setting } from './environment.ts';

/**
 * One service, and how it is made. Parts are plain values and making them does nothing by itself, so that a bundle holds
 * those that its function names, and no others.
 */
export interface Part<Service, Name extends Setting = never> {
  /** What it takes of the environment. */
  readonly needs: readonly Name[];
  make(environment: Pick<Environment, Name>): Service;
}

type AnyPart = Part<unknown, Setting>;

/** What the process has made: one of each, whoever asks, so that functions that share a process share their services. */
const made = new WeakMap<object, unknown>();

/** The process's one service of a part, made when it is first asked for. */
export const serviceOf = <Service, Name extends Setting>(
  part: Part<Service, Name>,
  environment: Pick<Environment, Name>,
): Service => {
  if (!made.has(part)) made.set(part, part.make(environment));
  return made.get(part) as Service;
};

type ServicesOf<Parts> = {
  readonly [Name in keyof Parts]: Parts[Name] extends Part<infer Service, Setting> ? Service : never;
};

/**
 * The services that a function works with.
 *
 * @throws Error that names every variable of the environment that these parts need and that is missing or malformed
 */
export const compose = <Parts extends Readonly<Record<string, AnyPart>>>(parts: Parts): ServicesOf<Parts> => {
  const environment = readEnvironment(Object.values(parts).flatMap(({ needs }) => needs)) as Environment;
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, serviceOf(part, environment)]),
  ) as ServicesOf<Parts>;
};
