export interface ApiKey {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

export type KeyScope = 'ingest' | 'read' | 'admin';

/** API keys, found by the SHA-256 (hex) of the key; the key itself is not kept. */
export interface ApiKeys {
  put(hash: string, key: ApiKey): Promise<void>;
  find(hash: string): Promise<ApiKey | undefined>;
  list(workspace: string): Promise<ApiKey[]>;
  /** False when there was none. */
  remove(workspace: string, id: string): Promise<boolean>;
}

export interface Secrets {
  /** The secrets of a source; none when it has none. `fresh`: read anew, not as remembered from a moment ago. */
  source(workspace: string, source: string, fresh?: boolean): Promise<string[]>;
  setSource(workspace: string, source: string, secrets: readonly string[]): Promise<void>;
  /** The deployment's admin key. */
  admin(): Promise<string>;
  /** Keys that sign links, the current one first. */
  links(): Promise<{ readonly id: string; readonly key: string }[]>;
}
