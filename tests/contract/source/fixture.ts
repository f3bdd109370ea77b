import type { SourceSettings } from '../../../lambdas/domain/workspaces/settings.ts';
import type { HookRequest, Source } from '../../../lambdas/sources/source.ts';

/** What a source brings to the suite that every source must pass. */
export interface SourceFixture {
  readonly source: Source;
  readonly settings: SourceSettings;
  /** Two secrets as a person would configure them. */
  readonly secrets: readonly [string, string];
  /** A valid request of who holds `secret`. */
  request(secret: string, now: number): HookRequest;
  /** Where the signature is, of sources that sign, and whether an instant is signed with the body. */
  readonly proof?: { readonly header: string; readonly signature: RegExp; readonly isDated: boolean };
  /** The request with one byte of what is proven, or of the proof, changed. */
  tampered(request: HookRequest): HookRequest;
  /** The request without its proof. */
  unproven(request: HookRequest): HookRequest;
  /** Bodies as the system sends them; the first yields observations. */
  readonly bodies: readonly [string, ...string[]];
  /** A body that yields observations and names its account, of systems that do, and what that is called there. */
  readonly account?: { readonly body: string; readonly id: string };
}

/** When the requests of the suite are received. */
export const now = Date.parse('2026-11-01T12:00:00Z');
