import { ownUnits } from './kpiMistakes.ts';
import { type Mistake, pathName } from './mistakes.ts';
import { recordUrl } from './recordUrl.ts';
import type { Configuration } from './schema.ts';
import { maskedSecret } from './secrets.ts';
import type { Measured } from './targetMistakes.ts';
import { valuesAt } from './visit.ts';

/** What a configuration may name that is there. */
export interface BuiltIn {
  /** The built-in KPIs, by id. */
  readonly kpis: ReadonlyMap<string, Measured>;
  /** Whether mails to a reader of a locale are in its language. */
  speaks(locale: string): boolean;
}

const secretless = ({ sources }: Configuration): Mistake[] =>
  sources.flatMap(({ secrets }, index) =>
    secrets.length > 0
      ? []
      : [
          {
            path: `sources[${index}].secrets`,
            message: 'is empty, so every webhook is refused; observations can be posted',
          },
        ],
  );

/** With fewer characters than this not even a random token has the 128 bits that keep it from being guessed. */
export const fewestCharacters = 22;

export const isGuessable = (secret: string): boolean => secret !== maskedSecret && secret.length < fewestCharacters;

const guessable = ({ sources }: Configuration): Mistake[] =>
  sources.flatMap(({ secrets }, index) =>
    secrets.flatMap((secret, place) =>
      isGuessable(secret)
        ? [
            {
              path: `sources[${index}].secrets[${place}]`,
              message: `is short enough to be guessed; take a random one of ${fewestCharacters} characters or more`,
            },
          ]
        : [],
    ),
  );

const overshooting = (configuration: Configuration, kpis: ReadonlyMap<string, Measured>): Mistake[] => {
  const isShare = (id: PropertyKey | undefined): boolean => {
    const { unit, toldAs } = kpis.get(String(id)) ?? {};
    return unit === 'ratio' && toldAs === undefined;
  };
  return valuesAt(configuration, 'targets.*.*.*')
    .filter(({ path: [, kpi], value }) => isShare(kpi) && typeof value === 'number' && value > 1)
    .map(({ path, value }) => ({
      path: pathName(path),
      message: `is ${Number(value) * 100} %; a share is written as 0.30, for 30 %`,
    }));
};

const unspoken = (configuration: Configuration, { speaks }: BuiltIn): Mistake[] =>
  [...valuesAt(configuration, 'locale'), ...valuesAt(configuration, 'recipients.*.locale')].flatMap(
    ({ path, value }) =>
      speaks(String(value))
        ? []
        : [{ path: pathName(path), message: `"${String(value)}" is not there yet; mails are in English` }],
  );

/** Records are listed without a link where their address would be that of none. */
const unlinked = (configuration: Configuration): Mistake[] =>
  [...valuesAt(configuration, 'sources.*.recordUrl'), ...valuesAt(configuration, 'sources.*.recordUrl.*')]
    .filter(({ value }) => typeof value === 'string' && recordUrl(value, 'id') === null)
    .map(({ path }) => ({
      path: pathName(path),
      message:
        'leads to no record: write an address with {id} in the place of its id, "https://crm.example/deals/{id}"',
    }));

/** Amounts of a currency without a rate are left out of every KPI of money. */
const rateless = ({ currency: own, sources, rates = {} }: Configuration): Mistake[] =>
  sources.flatMap(({ currency }, index) =>
    currency === undefined || currency === own || Object.hasOwn(rates, currency)
      ? []
      : [
          {
            path: `sources[${index}].currency`,
            message: `is ${currency}, and nothing says what that is in ${own}, so that its amounts are left out: add rates: {${currency}: {"2026-01-01": "…"}}, one ${currency} in ${own}`,
          },
        ],
  );

const identities = (configuration: Configuration): Mistake[] => {
  const { sources, authority = {} } = configuration;
  const { by: _, ...paths } = configuration.identity ?? {};
  return Object.entries(paths).flatMap(([source, records]) => {
    if (!sources.some(({ id }) => id === source))
      return [{ path: `identity.${source}`, message: 'is no source of this workspace, so this has no effect' }];
    return Object.keys(records)
      .filter((record) => !Object.hasOwn(authority, record))
      .map((record) => ({
        path: `identity.${source}.${record}`,
        message: `leads to ids, and nothing says of which source: add authority: {${record}: …}, unless they begin with it, as in kommo:42`,
      }));
  });
};

/**
 * What is right and kept, and yet has no effect, or not the one that might be expected.
 */
export const warningsOf = (configuration: Configuration, builtIn: BuiltIn): Mistake[] => {
  const { from, recipients } = configuration;
  const warnings = [
    ...secretless(configuration),
    ...guessable(configuration),
    ...overshooting(configuration, new Map([...builtIn.kpis, ...ownUnits(configuration)])),
    ...rateless(configuration),
    ...identities(configuration),
    ...unlinked(configuration),
    ...unspoken(configuration, builtIn),
  ];
  if (from === undefined && recipients.length > 0)
    warnings.push({ path: 'from', message: 'is not given, so nothing can be mailed to the recipients' });
  return warnings;
};
