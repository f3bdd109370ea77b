/** One measured quantity. A ratio compares two things that were measured in the same run, and is what may be trusted. */
export interface Figure {
  /** What it is, in words that need no further ones: `whole review / fetching and JSON.parse of the same pages`. */
  readonly figure: string;
  readonly value: number;
  /** `ratio`, or of what it is so much: `records/s`, `ms`, `MB`, `KB`, `write units`. */
  readonly unit: string;
  /** What it must not go over, or not fall under. */
  readonly limit?: { readonly atMost: number } | { readonly atLeast: number };
}

/** How a bench is to be run. */
export interface Settings {
  /** Less of everything: shows that a bench works, and its figures are not for the record. */
  readonly quick: boolean;
  /** How long a load lasts. Default: as long as the bench thinks right. */
  readonly seconds?: number;
}

/** One file a bench: what it measures, and how. */
export interface Bench {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  /**
   * Measures, and reports each figure as it is known. `say` tells of progress, on the error output.
   *
   * @throws Error when the run is void, so that none of its figures count
   */
  run(report: (figure: Figure) => void, say: (text: string) => void, settings: Settings): Promise<void>;
}
