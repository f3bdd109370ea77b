import type { Fact } from './facts.ts';

/** Who stands for whom: rule 10, and `same`. */
export class People {
  readonly facts: readonly Fact[];
  readonly #sources: readonly string[];
  readonly #authority: Readonly<Record<string, string | undefined>>;
  readonly #standing = new Map<string, string>();

  constructor(
    facts: readonly Fact[],
    sources: readonly string[],
    authority: Readonly<Record<string, string | undefined>>,
  ) {
    this.facts = facts;
    this.#sources = sources;
    this.#authority = authority;
  }

  /** An id of the same source, or `source:id` of another source of the workspace. */
  refer(source: string, type: string, reference: string): string {
    const named = this.#sources.find((known) => reference.startsWith(`${known}:`));
    return named === undefined
      ? `${source}:${type}:${reference}`
      : `${named}:${type}:${reference.slice(named.length + 1)}`;
  }

  /** Whom a record's field names, by the record that stands for it. */
  named(fact: Fact, field: string, type: string): string | null {
    const reference = fact.text(field);
    return reference === null ? null : this.standing(this.refer(fact.source, type, reference));
  }

  /** The last of the chain of merges; of a circle the smallest. */
  last(ref: string): string {
    const path = [ref];
    for (;;) {
      const fact = this.facts.find((one) => one.ref === path.at(-1));
      const into = fact?.mark('mergedInto');
      if (fact === undefined || typeof into !== 'string') return path.at(-1) as string;
      const next = this.refer(fact.source, fact.type, into);
      if (path.includes(next)) return path.slice(path.indexOf(next)).sort()[0] as string;
      path.push(next);
    }
  }

  /** The records that are one thing, by what stands at the end of their chains. */
  together(ref: string): string[] {
    const type = ref.split(':')[1] as string;
    const pairs = this.facts
      .filter((fact) => fact.type === type)
      .flatMap((fact) =>
        fact.aliases().map((alias) => [this.last(fact.ref), this.last(this.refer(fact.source, type, alias))] as const),
      );
    const found = [this.last(ref)];
    for (let index = 0; index < found.length; index += 1)
      for (const [a, b] of pairs)
        for (const other of a === found[index] ? [b] : b === found[index] ? [a] : [])
          if (!found.includes(other)) found.push(other);
    return found.sort((a, b) => this.#rank(a) - this.#rank(b) || (a < b ? -1 : 1));
  }

  standing(ref: string): string {
    const known = this.#standing.get(ref) ?? (this.together(ref)[0] as string);
    this.#standing.set(ref, known);
    return known;
  }

  /** The records of a type that count, each once. */
  counted(type: string): Fact[] {
    const all = this.facts.filter((fact) => fact.type === type);
    return [...new Set(all.map(({ ref }) => this.standing(ref)))].flatMap((ref) => this.find(ref) ?? []);
  }

  /**
   * The record that counts for one that stands: itself; where it never came, the first of its other names that did; where it
   * is deleted, the first that its own source has of them.
   */
  find(standing: string): Fact | undefined {
    const own = this.facts.find(({ ref }) => ref === standing);
    if (own && own.mark('deleted') !== true) return own;
    const [source = ''] = standing.split(':');
    return this.together(standing)
      .filter((ref) => !own || ref.startsWith(`${source}:`))
      .flatMap((ref) => this.facts.find((fact) => fact.ref === ref) ?? [])
      .find((fact) => fact.mark('deleted') !== true);
  }

  #rank(ref: string): number {
    const [source, type] = ref.split(':') as [string, string];
    return this.#authority[type] === source ? 0 : 1;
  }
}
