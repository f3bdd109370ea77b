import { compareText } from '../records/order.ts';

/** Examples are read by people: more would only make a document larger. */
const most = 20;

/**
 * The 20 smallest names there are, by code point, and for each the smallest text that came with it. The same whatever
 * the order is, so that parts merge: a name that is among the smallest of all is so in every part.
 */
export class Smallest {
  readonly #kept = new Map<string, string>();
  #greatest = '';

  /** `textOf` is asked only where the name is kept. */
  add(name: string, textOf: () => string): void {
    const known = this.#kept.get(name);
    if (known === undefined && this.#kept.size === most && compareText(name, this.#greatest) > 0) return;
    const text = textOf();
    if (known === undefined || compareText(text, known) < 0) this.#kept.set(name, text);
    if (this.#kept.size > most) this.#kept.delete(this.#greatest);
    if (known === undefined)
      this.#greatest = [...this.#kept.keys()].reduce((one, other) => (compareText(one, other) > 0 ? one : other), '');
  }

  merge(other: Smallest): void {
    for (const [name, text] of other.#kept) this.add(name, () => text);
  }

  /** In order. */
  entries(): (readonly [name: string, text: string])[] {
    return [...this.#kept].sort(([one], [other]) => compareText(one, other));
  }
}
