import type { Tone } from './change.ts';
import { remembering } from './language/remembering.ts';

type Rgb = readonly [red: number, green: number, blue: number];

const parse = (hex: string): Rgb => {
  const at = (index: number): number => Number.parseInt(hex.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
};

const print = (rgb: Rgb): string =>
  `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance, WCAG 2.2. */
const luminance = (rgb: Rgb): number => {
  const [red, green, blue] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Contrast ratio of two colours `#rrggbb`, 1 to 21, WCAG 2.2. */
export const contrast = (one: string, other: string): number => {
  const [dark, light] = [luminance(parse(one)), luminance(parse(other))].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const mix = (from: string, to: string, share: number): string => {
  const target = parse(to);
  return print(
    parse(from).map((channel, index) => channel + ((target[index] ?? 0) - channel) * share) as unknown as Rgb,
  );
};

/** The colour itself, or the nearest on the way to `towards` that reaches `ratio` against `ground`. */
const readable = (colour: string, ground: string, towards: string, ratio: number): string => {
  for (let step = 0; step <= 100; step += 1) {
    const mixed = mix(colour, towards, step / 100);
    if (contrast(mixed, ground) >= ratio) return mixed;
  }
  return towards;
};

/** AA for text of any size. */
const ofText = 4.5;
const white = '#ffffff';
const paper = '#f6f7f9';
/** The ground of the panel in the dark. */
const night = '#161b22';
const fallback = '#0b6bcb';

export interface Palette {
  /** Carries white text, and stands out as a bar. */
  readonly accent: string;
  /** Links on the page's ground and its panel. */
  readonly link: string;
  /** Large areas of the accent. */
  readonly tint: string;
  readonly accentOnDark: string;
  readonly tintOnDark: string;
  readonly linkOnDark: string;
}

/** The workspace's one colour, darkened or lightened where it could not be read. */
export const paletteOf = remembering((colour: string | undefined): Palette => {
  const own = /^#[0-9a-f]{6}$/i.test(colour ?? '') ? (colour ?? fallback).toLowerCase() : fallback;
  const accent = readable(own, white, '#000000', ofText);
  // Where the night is, the button keeps its white text, so its ground has to stand between the two.
  const lifted = readable(accent, night, white, 3);
  return {
    accent,
    link: readable(own, paper, '#000000', ofText),
    tint: mix(accent, white, 0.45),
    tintOnDark: mix(lifted, night, 0.25),
    accentOnDark: contrast(lifted, white) >= ofText ? lifted : readable(lifted, white, '#000000', ofText),
    linkOnDark: readable(own, night, white, ofText),
  };
});

/** Ink and ground of each meaning, in the light; the dark ones are in the style sheets. All reach AA. */
export const tones: Readonly<Record<Tone | 'warning', { readonly ink: string; readonly ground: string }>> = {
  good: { ink: '#116329', ground: '#dafbe1' },
  bad: { ink: '#a40e26', ground: '#ffebe9' },
  neutral: { ink: '#57606a', ground: '#eff2f5' },
  warning: { ink: '#7d4e00', ground: '#fff8c5' },
};

/** A period that is past, in a chart. */
export const pastBar = '#c3cbd4';
