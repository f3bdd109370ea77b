/** Where a replay is, and goes on. */
export type ReplayCursor =
  /** In a pass that translates what was received before it began. */
  | {
      readonly phase: 'translate';
      /** Into which it translates. */
      readonly generation: number;
      /** Tells apart the settings that all of a generation is translated with. */
      readonly settings: string;
      /** 1 is the first. */
      readonly pass: number;
      readonly began: number;
      /** What was received before this instant is translated. */
      readonly from: number;
    }
  /** Translating what may have missed the switch to the new generation. */
  | { readonly phase: 'catchUp'; readonly from: number }
  /** Bringing outcomes, failures and counts to what was translated, a UTC day at a time. */
  | { readonly phase: 'settle'; readonly from: number };

/** A replay that is under way. */
export interface Replay {
  readonly job: string;
  /** Only what failed, into the current generation; otherwise everything, into a new one. */
  readonly failed: boolean;
  /** Into which it translates. */
  readonly generation: number;
  readonly step: number;
  readonly cursor: ReplayCursor;
  /** Its latest sign of life. */
  readonly at: number;
  /** When these deliveries were received it was not certain into which generation they would be translated. */
  readonly catchUp: { readonly from: number; readonly to: number } | null;
}

/** A change of what is under way, and what changes with it by the same write. */
export interface ReplayChange {
  readonly from: Replay | null;
  readonly to: Replay | null;
  /** What the state is made with where there is none. */
  readonly settledUntil: number;
  /** Becomes the current one. */
  readonly generation?: number;
  /** Becomes outdated. */
  readonly outdated?: number;
}

interface OfSource {
  readonly workspace: string;
  readonly source: string;
}

/** A step of a replay, for `review` too. */
export interface ReplayStep extends OfSource {
  readonly kind: 'replay';
  readonly job: string;
  readonly step: number;
  readonly cursor: ReplayCursor;
}

/** Records of a generation that are to be deleted, but not before an instant. */
export interface CleanUp extends OfSource {
  readonly kind: 'cleanUp';
  readonly generation: number;
  readonly notBefore: number;
}

export type ReplayMessage = ReplayStep | CleanUp;
