import { catalogue } from '../domain/kpis/catalogue.ts';
import type { BuiltIn } from '../domain/workspaces/warnings.ts';
import { languageFor } from '../rendering/language/messages.ts';

const languageOf = (locale: string): string => new Intl.Locale(locale).language;

/** What a configuration may count on. A KPI is in the catalogue, a language has messages; nothing else is to be told. */
export const builtIn: BuiltIn = {
  kpis: new Map(catalogue.map((kpi) => [kpi.id, kpi])),
  // English stands in for what there is not.
  speaks: (locale) => languageOf(languageFor(locale)) === languageOf(locale),
};
