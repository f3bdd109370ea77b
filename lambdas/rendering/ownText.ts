import type { Configuration } from '../domain/workspaces/schema.ts';

/**
 * What a company calls its own KPI, or how it defines it, in a language, else in English; `undefined` where it says
 * neither, or the KPI is a built-in one.
 */
export const ownText = (
  { kpis }: Pick<Configuration, 'kpis'>,
  id: string,
  about: 'name' | 'definition',
  locale: string,
): string | undefined => {
  const texts = kpis.find((kpi) => kpi.id === id)?.[about];
  if (texts === undefined) return undefined;
  return texts[locale] ?? texts[new Intl.Locale(locale).language] ?? texts.en;
};
