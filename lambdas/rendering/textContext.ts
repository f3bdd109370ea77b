import type { KpiView } from './kpiView.ts';
import type { Language } from './language/language.ts';
import { badgeOf, comparisonCellOf } from './parts.ts';
import type { Links } from './render.ts';
import { columns, padStart, widthOf, widthsFor, wrap } from './textLayout.ts';
import { safeUrl } from './url.ts';
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

/** What is said of a number, under it. */
const remarksOf = ({ say }: Language, kpi: KpiView): string[] => {
  const { target, previous } = kpi;
  const targetText =
    target &&
    say(target.word === null ? 'text.targetAlone' : 'text.target', { target: target.text, status: target.word ?? '' });
  const remarks = [kpi.of, kpi.flags, previous?.change.word, targetText].filter(Boolean);
  return remarks.length === 0 ? [] : wrap(remarks.join(' · '), width, '  ');
};

const aligned = (rows: readonly (readonly string[])[]): string[] => {
  const widths = widthsFor(rows, width);
  return rows.flatMap((row) => columns(row, widths));
};

const numbersOf = (language: Language, view: ReviewView): string[] => {
  const { versus } = view;
  const shown = (cells: readonly (string | null)[]): string[] => cells.filter((cell) => cell !== null);
  const heading = shown(['', language.say('table.value'), versus.previous, versus.lastYear]);
  const rowOf = (kpi: KpiView): string[] => {
    const previous = versus.previous && comparisonCellOf(language, kpi.previous).text;
    const lastYear = versus.lastYear && comparisonCellOf(language, kpi.lastYear).text;
    return shown([kpi.name, kpi.value, previous, lastYear]);
  };
  const all = view.groups.flatMap(({ kpis }) => kpis);
  if (all.length === 0) return [];
  const widths = widthsFor([heading, ...all.map(rowOf)], width);
  const rows = view.groups.flatMap(({ title, kpis }) => [
    '',
    title,
    ...kpis.flatMap((kpi) => [...columns(rowOf(kpi), widths), ...remarksOf(language, kpi)]),
  ]);
  return [...columns(heading, widths), ...rows];
};

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
      ...sectionOf(
        view.missingTitle,
        view.missing.length === 0
          ? []
          : [
              ...view.missing.flatMap(({ names, reason }) => [...wrap(names, width), ...wrap(reason, width, '  ')]),
              ...(view.howToSend === null ? [] : wrap(view.howToSend, width)),
            ],
      ),
      ...sectionOf(say('breakdowns.title'), breakdownsOf(language, view)),
      ...sectionOf(
        say('about.title'),
        paragraphs([...about.restatements, ...about.coverage, ...about.leftOut, ...about.words, about.computed]),
      ),
    ],
    links: [
      ...link(say('links.open'), links.review),
      ...link(say('links.csv'), links.csv),
      ...link(say('links.preferences'), links.preferences),
      ...link(say('links.unsubscribe'), links.unsubscribe),
    ],
    // Only who was sent it has preferences; who asked the API for it was added by nobody.
    why: links.preferences === undefined ? [] : wrap(view.why, width),
  };
};
