/**
 * Words that English has, and neither Portuguese, Spanish nor Malay: not those that CRM people there have taken from
 * it, as they have `lead`, `churn`, `link` or `median`.
 */
const stopList = `
  the and of with within from to in by at is are was were not only all than this that these those your you we it its
  their they which what when where who how so far been has have will would could cannot
  target targets review reviews noise revenue rate rates value values deal deals customer customers won lost
  better worse faster slower change changes previous last year month quarter period periods day days hour hours
  record records case cases few still moving open closed left none nothing other others missing met missed
  below above pace sales service source sources owner stage spend subscription subscriptions renewal renewals
  survey answer answers answered share number numbers amount amounts date time start end mean count counted
  page text unsubscribe unsubscribed preferences download show choose pause resume`;

const words: ReadonlySet<string> = new Set(stopList.trim().split(/\s+/));

/** The English words of a text, small, each once. Addresses are no words, nor is a command in “quotes”. */
export const englishWords = (text: string): string[] => {
  const prose = text.replace(/\S+@\S+|https?:\S+|“[^”]*”/g, ' ').toLowerCase();
  return [...new Set(prose.match(/\p{L}+/gu) ?? [])].filter((word) => words.has(word));
};
