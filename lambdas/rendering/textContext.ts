import type { ComparisonView, KpiView } from './kpiView.ts';
import type { Language } from './language/language.ts';
import type { MonthlyView } from './monthly.ts';
import { badgeOf } from './parts.ts';
import type { Links } from './render.ts';
import { columns, padEnd, padStart, widthOf, widthsFor, wrap } from './textLayout.ts';
import { atUnsubscribe, safeUrl } from './url.ts';
import type { ReviewView } from './view.ts';

const width = 72;

interface Section {
  readonly title: string;
  readonly under: string;
  readonly lines: readonly string[];
}

const sectionOf = (title: string, lines: readonly string[]): Section[] =>
  lines.length === 0 ? [] : [{ title, under: '-'.repeat(Math.min(width, widthOf(title))), lines }];

const paragraphs = (texts: readonly string[]): string[] => texts.flatMap((text) => wrap(text, width));

/** `−1.9 pt worse vs Sep`, as the mail has it: where the difference says nothing, why it does not. */
const differenceOf = ({ say }: Language, comparison: ComparisonView | null): string | null => {
  if (comparison === null) return null;
  const { change, period } = comparison;
  if (change.direction === 'same' && change.word === null && change.text === say('values.none')) return null;
  const words =
    change.tone === 'neutral' ? (change.word ?? change.text) : [change.text, change.word].filter(Boolean).join(' ');
  return say('changes.against', { change: words, period });
};

/** What is said of a number, under it. */
const remarksOf = (language: Language, versus: ReviewView['versus'], kpi: KpiView): string[] => {
  const { target, previous, lastYear } = kpi;
  const { say } = language;
  const targetText =
    target &&
    say(target.word === null ? 'text.targetAlone' : 'text.target', { target: target.text, status: target.word ?? '' });
  const remarks = [
    kpi.of,
    kpi.flags,
    targetText,
    versus.previous && differenceOf(language, previous),
    versus.lastYear && differenceOf(language, lastYear),
  ].filter(Boolean);
  return remarks.length === 0 ? [] : wrap(remarks.join(' · '), width, '  ');
};

const aligned = (rows: readonly (readonly string[])[]): string[] => {
  const widths = widthsFor(rows, width);
  return rows.flatMap((row) => columns(row, widths));
};

const numbersOf = (language: Language, view: ReviewView): string[] => {
  const { beside, versus } = view;
  const none = language.say('values.none');
  const shown = (cells: readonly (string | null)[]): string[] => cells.filter((cell) => cell !== null);
  const heading = shown(['', language.say('table.value'), beside.previous, beside.lastYear]);
  const rowOf = (kpi: KpiView): string[] => {
    const previous = beside.previous && (kpi.previous?.value ?? none);
    const lastYear = beside.lastYear && (kpi.lastYear?.value ?? none);
    return shown([kpi.name, kpi.value, previous, lastYear]);
  };
  const all = view.groups.flatMap(({ kpis }) => kpis);
  if (all.length === 0) return [];
  const widths = widthsFor([heading, ...all.map(rowOf)], width);
  const rows = view.groups.flatMap(({ title, kpis }) => [
    '',
    title,
    ...kpis.flatMap((kpi) => [...columns(rowOf(kpi), widths), ...remarksOf(language, versus, kpi)]),
  ]);
  return [...columns(heading, widths), ...rows];
};

/** The months of a year. */
const gridOf = ({ name, about, cells }: MonthlyView['grids'][number]): string[] => {
  const told = cells.map((cell) => [cell.name, cell.value, cell.target].filter(Boolean).join(' '));
  // A quarter a line, else two months, else one: as far as they stand apart.
  const perLine = [3, 2].find((count) => told.every((text) => widthOf(text) + 2 <= width / count)) ?? 1;
  const lines = told.flatMap((_, index) => (index % perLine === 0 ? [told.slice(index, index + perLine)] : []));
  return [
    '',
    ...wrap(name, width),
    ...(about === null ? [] : wrap(about, width)),
    ...lines.map((line) =>
      line
        .map((text) => padEnd(text, width / perLine))
        .join('')
        .trimEnd(),
    ),
  ];
};

const monthsOf = ({ grids, table }: MonthlyView): string[] => {
  const heading = ['', ...table.columns, ...(table.whole === null ? [] : [table.whole])];
  const rowOf = ({ name, cells, whole }: MonthlyView['table']['rows'][number]): string[] => [
    name,
    ...cells.map(({ value }) => value),
    ...(whole === null ? [] : [whole]),
  ];
  // `Jul met · Aug missed · Target met in 1 of 2 months`: beside the values there is no room for words.
  const metOf = ({ cells, met }: MonthlyView['table']['rows'][number]): string[] => {
    const each = cells.flatMap(({ target }, index) => (target === null ? [] : `${table.columns[index]} ${target}`));
    return met === null ? [] : wrap([...each, met].join(' · '), width, '  ');
  };
  const widths = widthsFor([heading, ...table.rows.map(rowOf)], width);
  const rows = table.rows.flatMap((row) => [...columns(rowOf(row), widths), ...metOf(row)]);
  const under = table.rows.length === 0 ? [] : ['', ...columns(heading, widths), ...rows];
  const lines = [...grids.flatMap(gridOf), ...under];
  return lines[0] === '' ? lines.slice(1) : lines;
};

const movedOf = ({ say }: Language, moved: ReviewView['moved']): string[] => [
  ...moved.flatMap(({ title, change, rows }, index) => [
    ...(index === 0 ? [] : ['']),
    ...wrap(title, width),
    ...wrap(change, width),
    ...rows.flatMap(({ label, size, parts }) => [
      ...columns(
        [label, size],
        widthsFor(
          rows.map((row) => [row.label, row.size]),
          width,
        ),
      ),
      ...(parts === null ? [] : wrap(parts, width, '  ')),
    ]),
  ]),
  ...(moved.some(({ rows }) => rows.some(({ parts }) => parts !== null)) ? wrap(say('moved.how'), width) : []),
];

const breakdownsOf = (language: Language, view: ReviewView): string[] =>
  view.breakdowns.flatMap(({ title, rows, more }, index) => [
    ...(index === 0 ? [] : ['']),
    ...wrap(title, width),
    ...aligned(rows.map(({ label, value, basis }) => [label, value, basis])),
    ...(more > 0 ? wrap(language.say('breakdowns.more', { count: more }), width, '  ') : []),
  ]);

const topOf = ({ workspace, meta }: ReviewView): string[] => {
  const room = width - widthOf(workspace) - 2;
  return widthOf(meta) <= room
    ? [workspace + padStart(meta, width - widthOf(workspace))]
    : [...wrap(workspace, width), ...wrap(meta, width)];
};

/** What `review.txt.hbs` is filled with. */
export const textContextOf = (view: ReviewView, language: Language, links: Partial<Links>) => {
  const { say } = language;
  const { about } = view;
  const link = (name: string, href: string | undefined) =>
    href === undefined ? [] : [{ name: say('text.link', { name }), href: safeUrl(href) }];
  return {
    top: topOf(view).join('\n'),
    rule: '='.repeat(width),
    opening: paragraphs([view.headline, ...view.warnings, ...view.notices, ...(view.empty ? [view.empty.text] : [])]),
    leading: aligned(view.cards.map((kpi) => [kpi.fullName, kpi.value, badgeOf(language, kpi).against])),
    sections: [
      ...sectionOf(
        say('highlights.title'),
        view.highlights.flatMap(({ symbol, text }) => wrap(text, width, `${symbol} `)),
      ),
      ...sectionOf(say('table.title'), numbersOf(language, view)),
      ...sectionOf(say('months.title'), view.months === null ? [] : monthsOf(view.months)),
      ...sectionOf(say('moved.title'), movedOf(language, view.moved)),
      ...sectionOf(say('breakdowns.title'), breakdownsOf(language, view)),
      ...sectionOf(
        view.missingTitle,
        view.missing.length === 0
          ? []
          : [
              ...view.missing.flatMap(({ names, reason }) => [...wrap(names, width), ...wrap(reason, width, '  ')]),
              ...(view.howToSend === null ? [] : wrap(view.howToSend, width)),
            ],
      ),
      ...sectionOf(
        say('about.title'),
        paragraphs([...about.restatements, ...about.coverage, ...about.leftOut, ...about.words, about.computed]),
      ),
    ],
    links: [
      ...link(say('links.open'), links.review),
      ...link(say('links.csv'), links.csv),
      ...link(say('links.xlsx'), links.xlsx),
      ...link(say('links.workspace'), links.workspace),
      ...link(say('links.preferences'), links.preferences),
      ...link(say('links.unsubscribe'), links.unsubscribe && atUnsubscribe(links.unsubscribe)),
    ],
    // Only who was sent it has preferences; who asked the API for it was added by nobody.
    why: links.preferences === undefined ? [] : wrap(view.why, width),
  };
};
