import type { Page } from 'playwright-core';

/** A text as it is painted: its colour and that of what it stands on, `#rrggbb`. */
export interface Ink {
  readonly text: string;
  readonly ink: string;
  readonly ground: string;
}

// Run in the page, where the names of the DOM are known.
const script = `(() => {
  const groundOf = (element) => {
    if (!element) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return /^rgba.*, 0\\)$|transparent/.test(backgroundColor) ? groundOf(element.parentElement) : backgroundColor;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.textContent.trim() === '' || element.getClientRects().length === 0) continue;
    const { color, fill } = getComputedStyle(element);
    const ink = element instanceof SVGElement ? fill : color;
    found.push({ text: node.textContent.trim(), ink, ground: groundOf(element) });
  }
  return found;
})()`;

const hex = (rgb: string): string => {
  const [red = 0, green = 0, blue = 0] = (rgb.match(/\d+/g) ?? []).map(Number);
  return `#${[red, green, blue].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
};

/** Every text that is shown, those of drawings too, which are painted by their `fill`. */
export const inksOf = async (page: Page): Promise<Ink[]> => {
  const found = await page.evaluate<Ink[]>(script);
  return found.map(({ text, ink, ground }) => ({ text, ink: hex(ink), ground: hex(ground) }));
};
