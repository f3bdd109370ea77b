import { catalogue } from '../../lambdas/domain/kpis/catalogue.ts';
import { flatten, languages } from '../../lambdas/rendering/language/messages.ts';
import { terms } from './terms.ts';

const tags = Object.keys(languages);
const messages = new Map(Object.entries(languages).map(([tag, tree]) => [tag, flatten(tree)]));

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(headings), row(headings.map(() => '---')), ...rows.map(row)].join('\n');

const said = (name: string, english: string): string[] =>
  tags.map((tag) => messages.get(tag)?.get(name) ?? (tag === 'en' ? english : ''));

const termRows = terms.map(({ message, remark }) => [...said(message, ''), remark]);
const kpiRows = catalogue.map(({ id, name }) => [`\`${id}\``, ...said(`kpis.${id}.name`, name)]);

const intro = `# Languages

Subjects, mails, letters, pages, files, KPIs with their definitions and formulas, preferences: a reader gets all of them in
one language. There are ${tags.map((tag) => `\`${tag}\``).join(', ')}.

A recipient's \`locale\` in \`workspace.yaml\` says which, else the workspace's. It is the language of that tag, the same without its
region, or another region's of the same language (\`pt-PT\` reads \`pt-BR\`); where there is none, English, of which
\`apply\` and \`doctor\` warn. Numbers and dates follow the region as well: \`es-MX\` reads \`$ 1.24 M\` where \`es\` reads \`1,24 M $\`.
Pages that know of no reader, as that of a link which has expired, take the first language that the browser accepts and
that there is.

## Adding one

One file, \`templates/messages/<tag>.json\`, named by its BCP 47 tag, and then \`npm run build:templates && npm run languages\` (the
latter writes this page). Nothing else knows which
languages there are. It holds:

- every message of \`en.json\`, under the same names, in [ICU message format](https://unicode-org.github.io/icu/userguide/format_parse/messages/),
  with the same arguments, and a branch for each plural category that the language has for whole numbers;
- \`kpis.<id>.name\`, \`.definition\` and \`.formula\` of every KPI (in English they are in the catalogue);
- \`names.withinSentence\`: \`small\` where a KPI's name begins small within a sentence, anything else where it stays as it is;
- \`names.firstOfMonth\`: the first day of a month as dates have it, \`1º\`;
- \`names.largeNumbers\`: \`letters\` where large numbers end in what CLDR abridges them to, \`1,24 mi\`; \`words\` where that would not be
  understood, \`1.24 juta\`.

What a message is given, as the name of a KPI or of a month, comes as it is: word sentences so that its gender, its number
and the article before it do not matter (\`{name}: aumento de {size}, para {value}\`). Two KPIs must not bear one name.

\`npx vitest run tests/rendering/language\` then names what is missing or superfluous, arguments that differ from the English ones, plurals without
a branch, stray spaces, straight quotes, hyphens in place of a minus; and it reads every mail and page for English words
that were left in them. Last, read a whole review: \`npx quarterdeck preview W PERIOD --locale <tag>\`.

Numbers, money, dates, months and lists come from \`Intl\`. Signs are true minus signs; a number and its unit are kept on one
line.

## What stays in English

- A workspace's own KPI where its \`name\` and \`definition\` are not given in the reader's language or in English alone; its formula
  is made from its terms and is shown to readers of English only.
- Where a KPI's definition comes from (\`source\` in the catalogue): titles of English pages, shown to readers of English only.
- What comes from the CRM stays as it is: stages, products, reasons. The vocabulary's own closed lists (\`won\`, \`cross-sell\`,
  \`renewed\`) are words like any other.
- The API, its problems, the command and the log.`;

/** The page. */
export const languagesPage = (): string =>
  `${[
    intro,
    '## Terms',
    'Where a term could have been said otherwise, why it is this one.',
    table([...tags, 'remark'], termRows),
    '## KPIs',
    table(['KPI', ...tags], kpiRows),
  ].join('\n\n')}\n`;
