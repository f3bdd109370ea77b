/** Lines of a file, a bit each: what is wrong in a file is no reason for memory to grow with it. */
class Lines {
  #bits = new Uint8Array(1_024);

  /** Whether it was not there before. */
  add(line: number): boolean {
    const place = Math.floor(line / 8);
    if (place >= this.#bits.length) {
      const grown = new Uint8Array(2 * place);
      grown.set(this.#bits);
      this.#bits = grown;
    }
    const known = this.#bits[place] ?? 0;
    this.#bits[place] = known | (1 << (line % 8));
    return this.#bits[place] !== known;
  }
}

/** What has come of an import so far. */
export class Tally {
  /** Rows read, those that could not be read included. */
  rows = 0;
  /** Observations that were made of them. */
  observations = 0;
  accepted = 0;
  /** Lines that could not be read, and observations that could not be made or were refused. */
  rejected = 0;
  /** Rows of which anything was rejected. */
  rejectedRows = 0;
  /** Rows that could not be read. */
  unreadable = 0;
  /** Entries of the map that a row said nothing for: no id, no cell, or not of `when`. */
  skipped = 0;
  readonly #spoilt = new Lines();

  /** Notes that something of the row that begins on a line was rejected, however often that is told. */
  spoil(line: number): void {
    if (this.#spoilt.add(line)) this.rejectedRows++;
  }
}
