import type { Account, Deciding, Subject } from '../kpis/subject.ts';
import { type Confines, confinesOf } from './confines.ts';
import type { Context } from './context.ts';
import type { Scope } from './document.ts';
import { type Segments, segmentsOf } from './segments.ts';

/** Where a subject stands as of an instant. */
export interface Placement {
  readonly segments: Segments;
  /** Indexes of the scopes that it lies within. */
  readonly scopes: readonly number[];
}

/** Where one subject after the other stands. Each instant is looked up once a subject, and only where it is asked for. */
export class Placements {
  readonly #scopes: readonly (Scope | null)[];
  readonly #context: Context;
  readonly #everywhere: Placement;
  readonly #confined: boolean;
  /** Made for the first subject: by then all merges and aliases are known. */
  #confines: readonly Confines[] | null = null;
  readonly #known = new Map<number, Placement>();

  constructor(scopes: readonly (Scope | null)[], context: Context) {
    this.#scopes = scopes;
    this.#context = context;
    this.#everywhere = { segments: new Map(), scopes: [...scopes.keys()] };
    this.#confined = scopes.some((scope) => scope !== null);
  }

  /** Forgets the subject before. */
  next(): void {
    this.#known.clear();
  }

  /** `segmented` tells whether its segments are of interest, beside the scopes that they lie within. */
  of(subject: Subject | Account, deciding: Deciding, segmented: boolean): Placement {
    if (!segmented && !this.#confined) return this.#everywhere;
    const place = 2 * deciding.at + Number(deciding.before);
    let placement = this.#known.get(place);
    if (!placement) {
      placement = this.#lookUp(subject, deciding);
      this.#known.set(place, placement);
    }
    return placement;
  }

  #lookUp(subject: Subject | Account, deciding: Deciding): Placement {
    this.#confines ??= this.#scopes.map((scope) => confinesOf(scope, this.#context.identities));
    const confines = this.#confines;
    const segments = segmentsOf(subject, deciding, this.#context);
    return { segments, scopes: this.#everywhere.scopes.filter((scope) => (confines[scope] as Confines)(segments)) };
  }
}
