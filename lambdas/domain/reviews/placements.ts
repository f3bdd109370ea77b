import type { Account, Deciding, Subject } from '../kpis/subject.ts';
import { type Bound, boundBy, type Confines, confinesOf } from './confines.ts';
import type { Context } from './context.ts';
import type { Scope } from './document.ts';
import { SegmentList, type Segments } from './segmentList.ts';
import { segmentsOf } from './segments.ts';

/** Where a subject stands as of an instant. */
export interface Placement {
  readonly segments: Segments;
  /** Indexes of the scopes that it lies within. */
  readonly scopes: readonly number[];
}

/** A placement that was looked up, and those before it. */
interface Known extends Deciding {
  readonly placement: Placement;
  readonly next: Known | null;
}

/** Where one subject after the other stands. Each instant is looked up once a subject, and only where it is asked for. */
export class Placements {
  readonly #scopes: readonly (Scope | null)[];
  readonly #context: Context;
  readonly #everywhere: Placement;
  readonly #confined: boolean;
  readonly #bounds: readonly Bound[];
  /** Made for the first subject: by then all merges and aliases are known. */
  #confines: readonly Confines[] | null = null;
  /** Of the subject at hand. No map: one that is emptied holds on to what was in it until memory is tidied as a whole. */
  #known: Known | null = null;

  /** @param bounds within which a subject must lie to be within any scope */
  constructor(scopes: readonly (Scope | null)[], context: Context, bounds: readonly Bound[] = []) {
    this.#scopes = scopes;
    this.#bounds = bounds;
    this.#context = context;
    this.#everywhere = { segments: new SegmentList(), scopes: [...scopes.keys()] };
    this.#confined = bounds.length > 0 || scopes.some((scope) => scope !== null);
  }

  /** Forgets the subject before. */
  next(): void {
    this.#known = null;
  }

  /** `segmented` tells whether its segments are of interest, beside the scopes that they lie within. */
  of(subject: Subject | Account, deciding: Deciding, segmented: boolean): Placement {
    if (!segmented && !this.#confined) return this.#everywhere;
    const { at, before } = deciding;
    for (let known = this.#known; known !== null; known = known.next)
      if (known.at === at && known.before === before) return known.placement;
    const placement = this.#lookUp(subject, deciding);
    this.#known = { at, before, placement, next: this.#known };
    return placement;
  }

  #lookUp(subject: Subject | Account, deciding: Deciding): Placement {
    this.#confines ??= this.#confinesOf(this.#context.identities);
    const confines = this.#confines;
    const segments = segmentsOf(subject, deciding, this.#context);
    return { segments, scopes: this.#everywhere.scopes.filter((scope) => (confines[scope] as Confines)(segments)) };
  }
  #confinesOf(identities: Context['identities']): Confines[] {
    const isWithin = boundBy(this.#bounds, identities);
    return this.#scopes.map((scope) => {
      const confines = confinesOf(scope, identities);
      return this.#bounds.length === 0 ? confines : (segments) => confines(segments) && isWithin(segments);
    });
  }
}
