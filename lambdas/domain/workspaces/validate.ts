import { emailSystem } from '../records/emailAlias.ts';
import { unknownName } from '../records/suggest.ts';
import { crossChecks } from './crossChecks.ts';
import { fieldMistakes } from './fieldMistakes.ts';
import { kpiMistakes, ownUnits } from './kpiMistakes.ts';
import { type Mistake, mistakesOf, pathName } from './mistakes.ts';
import {
  currencyProblem,
  dateProblem,
  dimensionProblem,
  localeProblem,
  senderProblem,
  timeZoneProblem,
} from './names.ts';
import { type Configuration, configurationSchema } from './schema.ts';
import { secretMistakes } from './secrets.ts';
import { foreignSenderProblem } from './sender.ts';
import { targetMistakes } from './targetMistakes.ts';
import { type Found, keysAt, valuesAt } from './visit.ts';
import { type BuiltIn, warningsOf } from './warnings.ts';

/** What a configuration may name. */
export interface Known extends BuiltIn {
  readonly systems: readonly string[];
  /** What is wrong with a secret of a system, or `null`. */
  secretProblem(system: string, secret: string): string | null;
  /** The domain that was deployed to mail from; senders of any are taken where none was. */
  readonly mailDomain?: string | undefined;
}

export type Validated =
  | { readonly configuration: Configuration; readonly warnings: readonly Mistake[] }
  | { readonly errors: readonly Mistake[] };

type Check = (text: string) => string | null;

const among =
  (what: string, valid: readonly string[]): Check =>
  (name) => {
    if (valid.includes(name)) return null;
    return valid.length === 0 ? `"${name}" is not ${what}; there is none` : unknownName(name, what, valid);
  };

const texts = (found: readonly Found[]): string[] =>
  found.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));

const nameChecks = (input: unknown, known: Known): [found: readonly Found[], check: Check][] => {
  const kpis = [...known.kpis.keys(), ...texts(valuesAt(input, 'kpis.*.id'))];
  const sources = texts(valuesAt(input, 'sources.*.id'));
  const values = (pattern: string, check: Check): [readonly Found[], Check] => [valuesAt(input, pattern), check];
  const keys = (pattern: string, check: Check): [readonly Found[], Check] => [keysAt(input, pattern), check];
  return [
    values('timeZone', timeZoneProblem),
    values('currency', currencyProblem),
    values('sources.*.currency', currencyProblem),
    keys('rates', currencyProblem),
    values('locale', localeProblem),
    values('recipients.*.locale', localeProblem),
    values('from', (from) => senderProblem(from) ?? foreignSenderProblem(from, known.mailDomain)),
    values('since', dateProblem),
    values('recipients.*.since', dateProblem),
    values('holidays.*', dateProblem),
    keys('rates.*', dateProblem),
    values('sources.*.system', among('a system', known.systems)),
    values('authority.*', among('a source', sources)),
    values('sources.*.id', (id) => (id === emailSystem ? 'is what e-mail addresses are tied by; take another' : null)),
    values('kpis.*.id', (id) => (known.kpis.has(id) ? 'is what a built-in KPI is called; take another' : null)),
    keys('kpis.*.name', localeProblem),
    keys('kpis.*.definition', localeProblem),
    values('recipients.*.kpis.only.*', among('a KPI', kpis)),
    values('recipients.*.kpis.first.*', among('a KPI', kpis)),
    keys('targets', among('a KPI', kpis)),
    keys('recipients.*.scope', dimensionProblem),
  ];
};

const nameMistakes = (input: unknown, known: Known): Mistake[] =>
  nameChecks(input, known).flatMap(([found, check]) =>
    found.flatMap(({ path, value }) => {
      const message = typeof value === 'string' ? check(value) : null;
      return message === null ? [] : [{ path: pathName(path), message }];
    }),
  );

/**
 * Reads the JSON of a `workspace.yaml`: the configuration with its defaults filled in and what of it has no effect,
 * or every mistake in it, each with its path. The checks read the input as it came, so that a mistake in one place
 * hides none in another.
 */
export const validateConfiguration = (input: unknown, known: Known): Validated => {
  const parsed = configurationSchema.safeParse(input);
  const errors = [
    ...(parsed.success ? [] : mistakesOf(parsed.error.issues, configurationSchema, input)),
    ...nameMistakes(input, known),
    ...secretMistakes(input, known),
    ...fieldMistakes(input),
    ...kpiMistakes(input),
    ...targetMistakes(input, new Map([...known.kpis, ...ownUnits(input)])),
    ...crossChecks(input),
  ];
  return parsed.success && errors.length === 0
    ? { configuration: parsed.data, warnings: warningsOf(parsed.data, known) }
    : { errors };
};
