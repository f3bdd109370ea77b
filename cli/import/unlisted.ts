/** Cells of a column that a table, or the file of a lookup, has not, and that count as its `else` says. */
export interface Unlisted {
  /** As the map names it. */
  readonly column: string;
  /** What they count as: `same`, or the value that stands for all of them. */
  readonly as: string;
  readonly cells: number;
  /** The first distinct ones, cut short. */
  readonly examples: readonly string[];
  /** Whether there are others. */
  readonly more: boolean;
}

/** Tells of a row's cell that it is not listed. */
type Miss = (line: number, text: string) => void;

const mostExamples = 8;
const longestExample = 40;

const shortened = (text: string): string =>
  text.length > longestExample ? `${text.slice(0, longestExample - 1)}…` : text;

/** A column and what its unlisted cells count as. */
class Group {
  cells = 0;
  more = false;
  readonly examples = new Set<string>();
  /** What the row that is being read has told already: several entries of a map read the same cell. */
  readonly #told = new Set<string>();
  #line = 0;

  add(line: number, text: string): void {
    if (line !== this.#line) this.#told.clear();
    this.#line = line;
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.cells++;
    const example = shortened(text);
    if (this.examples.has(example)) return;
    if (this.examples.size < mostExamples) this.examples.add(example);
    else this.more = true;
  }
}

/** What no table lists, by column, so that it is seen before it is imported. Its memory does not grow with the file. */
export class UnlistedCells {
  readonly #groups = new Map<string, { readonly column: string; readonly as: string; readonly group: Group }>();

  /** For the cells of a column that count as `as` where they are not listed. */
  of(column: string, as: string): Miss {
    const name = JSON.stringify([column, as]);
    const { group } = this.#groups.get(name) ?? { group: new Group() };
    this.#groups.set(name, { column, as, group });
    return (line, text) => group.add(line, text);
  }

  /** In the order of the map. */
  get list(): readonly Unlisted[] {
    return [...this.#groups.values()]
      .filter(({ group }) => group.cells > 0)
      .map(({ column, as, group: { cells, examples, more } }) => ({
        column,
        as,
        cells,
        examples: [...examples],
        more,
      }));
  }
}
