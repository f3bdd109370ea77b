import type { Observation, Rejection } from '../domain/records/observation.ts';
import type { SourceSettings } from '../domain/workspaces/settings.ts';

/** A webhook as it stands before anything is believed of it. */
export interface HookRequest {
  readonly method: string;
  /** What the system called: the deployment's public address, with path and query as they were written. */
  readonly url: string;
  readonly body: Uint8Array;
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 (hex) of the token that came with it; `null` where none did. */
  readonly tokenHash: string | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Where a token may be in a request. */
interface TokenPlaces {
  /** Last path segment of `/hooks/{workspace}/{source}/{token}`. */
  readonly path: string | null;
  /** As it is written in the address, without the question mark. */
  readonly query: string;
  readonly headers: HookRequest['headers'];
}

/** A stored delivery, as a source reads it. */
export interface Received {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: number;
  /** When the byte-identical body was first received within the system's retry window; `at` of what tells no time. */
  readonly firstReceivedAt: number;
}

/** A delivery of which nothing can be taken. */
export interface Failed {
  /** The reason, which holds no value of a record. */
  readonly failed: string;
  /** It is not that it could not be read: all of it is of another account than the source's, and rightly left out. */
  readonly wrongAccount?: true;
}

export type Translation =
  | { readonly observations: readonly Observation[]; readonly rejected: readonly Rejection[] }
  | Failed;

/** How the webhooks of one system are verified and answered: all that is asked of a source before a delivery is stored. */
export interface Verifier {
  /** The `system` of `workspace.yaml`. */
  readonly system: string;
  /** `token`: comes with the request, and only its SHA-256 is kept. `signing`: a key that signs the body. */
  readonly secretKind: 'token' | 'signing';
  /** Of a system that signs: some of its requests are not signed, and then have a secret as the token in their address. */
  readonly alsoToken?: true;
  /** Headers kept with the delivery because `translate` reads them, lower-cased. */
  readonly keptHeaders: readonly string[];
  /** What the system wants to read once a webhook is stored; by default `{"received":true}`. */
  readonly acknowledgement?: { readonly contentType: string; readonly body: string };
  /** What is wrong with a secret as configured, or `null`. */
  secretProblem(secret: string): string | null;
  /** The token of a request, where it can be elsewhere than in the path. Never throws. */
  tokenIn?(places: TokenPlaces): string | null;
  /** Whether the raw bytes come from who holds one of `secrets` (for `token`: their SHA-256 in hex). Never throws. */
  verify(request: HookRequest, secrets: readonly string[]): boolean;
  /** The body without what must not be stored, a session's key for example. Never throws. */
  redact?(body: Uint8Array): Uint8Array;
}

/** One system: how its webhooks are verified, and what they say in the vocabulary of records. */
export interface Source extends Verifier {
  /** What its makers call it, as readers are to see it: `HubSpot`. */
  readonly name: string;
  /** Its webhooks hold observations as they are posted, so that a mistake has its place among these. */
  readonly holdsObservations?: true;
  /** For how long the system repeats a delivery, in milliseconds. */
  readonly retryWindow: number;
  /** Whether a body carries no time of its own, so that `firstReceivedAt` is worth looking up. Never throws. */
  timeless(received: Pick<Received, 'body' | 'headers'>): boolean;
  /** Pure. Never throws for what a request can hold. */
  translate(received: Received, settings: SourceSettings): Translation;
}
