/** One request as it arrived. */
export interface Delivery {
  readonly workspace: string;
  readonly source: string;
  readonly kind: 'webhook' | 'observations';
  readonly receivedAt: number;
  /** When it came, where it was refused then and is taken in only at `receivedAt`. */
  readonly firstReceivedAt?: number;
  readonly body: Uint8Array;
  /** Lower-cased names; only those that the source needs to read the body, never a secret. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Where a delivery is kept: `receivedAt` and the body's SHA-256 (hex) tell it from every other of its source. */
export interface DeliveryKey {
  readonly workspace: string;
  readonly source: string;
  readonly receivedAt: number;
  readonly hash: string;
}

/** What became of a delivery. `pending` until it is translated. */
export interface Outcome {
  readonly status: 'translated' | 'failed';
  readonly observations: number;
  /** Observations within it that were refused; the others count. Those of another account are not among them. */
  readonly rejected: number;
  /** Failed, and all of it is of another account than the source's: it could be read, and is rightly left out. */
  readonly wrongAccount?: true;
  /**
   * Why it failed, or what the first refused observation was refused for; of what could not be read, where there is any,
   * rather than of what is of another account. Never holds a value of a record.
   */
  readonly reason?: string;
  /** Bytes of the body, told with a reason. */
  readonly size?: number;
}

/** What a replay makes of a delivery, until that is what became of it. */
export interface Revision {
  /** Into which it was translated. */
  readonly generation: number;
  readonly outcome: Outcome;
}

export interface StoredDelivery extends Delivery {
  readonly key: DeliveryKey;
  readonly outcome: Outcome | null;
  readonly revision?: Revision;
}

/** A delivery without its body: that it was received, and what became of it. */
export interface Receipt {
  readonly key: DeliveryKey;
  readonly outcome: Outcome | null;
  readonly revision?: Revision;
}

export interface Deliveries {
  /** Stores it durably; the parts of a large body first, then the head under the condition that it is new. */
  put(delivery: Delivery): Promise<DeliveryKey>;
  get(key: DeliveryKey): Promise<StoredDelivery | undefined>;
  /** Records what became of a pending delivery; false when that was known already. */
  settle(key: DeliveryKey, outcome: Outcome): Promise<boolean>;
  /** Keeps what a replay makes of a delivery beside its outcome, instead of what another has kept. */
  revise(key: DeliveryKey, revision: Revision): Promise<void>;
  /** Makes a revision the outcome, whatever that was, if it is still the one that is kept; false when it is not. */
  adopt(key: DeliveryKey, revision: Revision): Promise<boolean>;
  /** Those received in `[from, to)`, read consistently, the oldest first. */
  received(workspace: string, source: string, from: number, to: number): AsyncIterable<Receipt>;
  /** The newest of those received in `[from, to)`, read consistently, the newest first; `limit` at most. */
  latest(workspace: string, source: string, from: number, to: number, limit: number): Promise<DeliveryKey[]>;
  /** When the byte-identical body was first received within `[key.receivedAt - window, key.receivedAt]`. */
  firstReceipt(key: DeliveryKey, window: number): Promise<number>;
}

/** That a refused delivery is set aside; instants are epoch milliseconds. */
interface SetAside {
  readonly id: string;
  readonly receivedAt: number;
  /** When it is given up. */
  readonly until: number;
  /** Of the token that it came with, SHA-256; `null` where none did. */
  readonly tokenHash: string | null;
  readonly headers: Delivery['headers'];
}

/** Deliveries of a known source that did not verify, kept for seven days in case a secret was mistyped. */
export interface Refused {
  /** False when the source's 200 of the day are used up. */
  setAside(delivery: Delivery, tokenHash: string | null): Promise<boolean>;
  list(
    workspace: string,
    source: string,
  ): AsyncIterable<{ readonly delivery: Delivery; readonly tokenHash: string | null; readonly id: string }>;
  /** Those that came at `from` or later, the oldest first, without their bodies. */
  kept(workspace: string, source: string, from: number): AsyncIterable<SetAside>;
  remove(workspace: string, source: string, id: string): Promise<void>;
}
