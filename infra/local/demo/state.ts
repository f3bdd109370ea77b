import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What the demonstration remembers from one start to the next, as the two systems that it plays would. */
export interface DemoState {
  /** The instant of the first start, epoch milliseconds: all that is told is anchored to it. */
  readonly startedAt: number;
  /** The token in Kommo's URL. */
  readonly kommoToken: string;
  /** The key with which the hub signs. */
  readonly hubSecret: string;
  /** How many requests, from the first on, have been acknowledged. */
  readonly acknowledged: number;
  /** Whether all of it is in: then the workspace is left as its owner has it. */
  readonly finished: boolean;
}

const firstState = (now: number): DemoState => ({
  startedAt: now,
  kommoToken: randomBytes(24).toString('base64url'),
  hubSecret: `whsec_${randomBytes(32).toString('base64')}`,
  acknowledged: 0,
  finished: false,
});

/** Replaces the file as a whole: a crash leaves the old one or the new one. */
export const saveState = (file: string, state: DemoState): void => {
  const beside = `${file}.new`;
  writeFileSync(beside, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(beside, file);
};

/** What an earlier start remembered, or a beginning. */
export const loadState = (file: string, now: number): DemoState => {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DemoState;
  const state = firstState(now);
  saveState(file, state);
  return state;
};
