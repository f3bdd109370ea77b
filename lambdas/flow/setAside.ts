import { isBare, refusalsOf } from './refusal.ts';
import type { Services } from './services.ts';

/** What was refused and may yet be taken in; instants are epoch milliseconds. */
export interface SetAside {
  readonly deliveries: number;
  /** How many of them came with neither a token nor a signature. */
  readonly bare: number;
  /** Why they were refused, as far as that is known. */
  readonly reason: string;
  /** When the first of them is given up. */
  readonly firstUntil: number;
  /** When the last of them is. */
  readonly until: number;
}

/** Of one source; `null` where there is none. */
export const setAsideOf = async (
  { refused }: Pick<Services, 'refused'>,
  workspace: string,
  { id, system }: { readonly id: string; readonly system: string },
): Promise<SetAside | null> => {
  const untils: number[] = [];
  let bare = 0;
  for await (const aside of refused.kept(workspace, id, 0)) {
    untils.push(aside.until);
    if (isBare(aside)) bare += 1;
  }
  const [firstUntil] = untils;
  const until = untils.at(-1);
  if (firstUntil === undefined || until === undefined) return null;
  const deliveries = untils.length;
  return { deliveries, bare, reason: refusalsOf(system, deliveries, bare), firstUntil, until };
};
