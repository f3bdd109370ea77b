import type { About } from './about.ts';
import { arrowed, type Tone } from './change.ts';
import { tones } from './colour.ts';
import type { ComparisonView, KpiView } from './kpiView.ts';
import type { Language } from './language/language.ts';
import type { TargetView } from './target.ts';

/** Pieces that the mail and the page place alike. */

export interface Toned {
  readonly tone: Tone;
  readonly ink: string;
  readonly ground: string;
}

const inTones: Readonly<Record<Tone, Toned>> = {
  good: { tone: 'good', ...tones.good },
  bad: { tone: 'bad', ...tones.bad },
  neutral: { tone: 'neutral', ...tones.neutral },
};

export const toned = (tone: Tone): Toned => inTones[tone];

interface Badge extends Toned {
  readonly text: string;
  /** The same with the period that it compares with. */
  readonly against: string;
  /** What the value was, `R$ 395 K (Sep)`; `null` where nothing is known of it. */
  readonly before: string | null;
}

/** Where a change tells nothing, the badge says why instead of how large it is: that is in the table. */
export const badgeOf = ({ say }: Language, { previous, flags }: KpiView): Badge => {
  const before = previous && say('changes.before', { value: previous.value, period: previous.period });
  if (flags !== null) return { ...toned('neutral'), text: flags, against: flags, before };
  if (previous === null) {
    const text = say('changes.nothingBefore');
    return { ...toned('neutral'), text, against: text, before };
  }
  const { change, period } = previous;
  const text =
    change.tone === 'neutral'
      ? (change.word ?? change.text)
      : [arrowed(change), change.word].filter(Boolean).join(' · ');
  return { ...toned(change.tone), text, against: say('changes.against', { change: text, period }), before };
};

/** `Target ≥ 30 % · missed` */
export const targetLineOf = ({ say }: Language, target: TargetView | null): Toned & { readonly text: string } =>
  target
    ? {
        ...toned(target.tone),
        text: [say('targets.line', { target: target.text }), target.word].filter(Boolean).join(' · '),
      }
    : { ...toned('neutral'), text: say('targets.none') };

/** A cell that compares with another period. */
export const comparisonCellOf = ({ say }: Language, comparison: ComparisonView | null) => {
  const { tone, ink, ground } = toned(comparison?.change.tone ?? 'neutral');
  return comparison
    ? {
        tone,
        ink,
        ground,
        text: comparison.change.text,
        word: comparison.change.word,
        value: comparison.value,
      }
    : { tone, ink, ground, text: say('values.none'), word: null, value: say('values.noneSpoken') };
};

/** What is said under a KPI's name: the segment it is of, how far to trust it. */
export const noteOf = ({ of, flags }: KpiView): string | null => [of, flags].filter(Boolean).join(' · ') || null;

/** All that a rendering with charts says of its numbers, below what was restated. */
export const remarksOf = ({ coverage, leftOut, words, bars, computed }: About): string[] => [
  ...coverage,
  ...leftOut,
  ...words,
  ...(bars === null ? [] : [bars]),
  computed,
];

export const headingsOf = ({ say }: Language) => ({
  open: say('links.open'),
  csv: say('links.csv'),
  xlsx: say('links.xlsx'),
  workspace: say('links.workspace'),
  preferences: say('links.preferences'),
  unsubscribe: say('links.unsubscribe'),
  periods: say('links.periods'),
  highlights: say('highlights.title'),
  numbers: say('table.title'),
  name: say('table.name'),
  value: say('table.value'),
  moved: say('moved.title'),
  breakdowns: say('breakdowns.title'),
  about: say('about.title'),
  counted: say('page.counted'),
});
