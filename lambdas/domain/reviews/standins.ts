import type { Subject } from '../kpis/subject.ts';
import { type Identities, type Ref, sourceOf } from './identity.ts';

/**
 * Of records that are one thing by several names, one counts. An alias may name a record that never came, so those
 * that do not stand wait: the first in line steps in where nobody else came. Where who stands was deleted, the thing is gone,
 * unless its own system has it by another name still: it was made anew. Mergeable.
 */
export class Standins {
  readonly #identities: Identities;
  readonly #came = new Set<Ref>();
  readonly #deleted = new Set<Ref>();
  readonly #waiting = new Map<Ref, Subject>();

  constructor(identities: Identities) {
    this.#identities = identities;
  }

  /** Whether the record stands for itself. One that was merged away does not, nor does it wait. */
  admit(subject: Subject): boolean {
    if (this.#identities.isEmpty) return true;
    const { ref, record } = subject;
    const standing = this.#identities.standing(ref);
    if (standing === ref) {
      if (this.#identities.hasAliases(ref)) {
        if (record.deleted) this.#deleted.add(ref);
        else this.#come(ref);
      }
      return true;
    }
    if (!record.deleted && !this.#identities.isMerged(ref)) this.#wait(standing, subject);
    return false;
  }

  merge(other: Standins): void {
    for (const ref of other.#came) this.#come(ref);
    for (const ref of other.#deleted) this.#deleted.add(ref);
    for (const [standing, subject] of other.#waiting) this.#wait(standing, subject);
  }

  /** Who steps in for a record that did not come. */
  find(standing: Ref): Subject | undefined {
    const first = this.#waiting.get(standing);
    return first && this.#mayStepIn(standing, first) ? first : undefined;
  }

  all(): Subject[] {
    return [...this.#waiting].flatMap(([standing, first]) => (this.#mayStepIn(standing, first) ? [first] : []));
  }

  /** The first in line is of the same system as who stands, if any is. */
  #mayStepIn(standing: Ref, { source }: Subject): boolean {
    return !this.#deleted.has(standing) || source === sourceOf(standing);
  }

  #come(ref: Ref): void {
    this.#came.add(ref);
    this.#waiting.delete(ref);
  }

  #wait(standing: Ref, subject: Subject): void {
    if (this.#came.has(standing)) return;
    const first = this.#waiting.get(standing);
    if (!first || this.#identities.inLine(subject.ref, first.ref) < 0) this.#waiting.set(standing, subject);
  }
}
