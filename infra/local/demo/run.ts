import type { MailEntry } from '../mailbox.ts';
import type { System } from '../system.ts';
import type { Terminal } from '../terminal.ts';
import { applyDemo, demoWorkspace } from './apply.ts';
import { lastClosedDay } from './calendar.ts';
import { demoRequests } from './generate.ts';
import { sendAll } from './send.ts';
import { type DemoState, loadState, saveState } from './state.ts';

export interface DemoSettings {
  readonly system: Pick<System, 'services' | 'mailbox' | 'tick' | 'idle'>;
  /** Where its state is kept. */
  readonly file: string;
  /** Where requests are answered. */
  readonly address: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Told how many of its webhooks are in; null once all are. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number } | null) => void;
}

/** The position is written this often at most: what is sent twice after a crash counts once. */
const saveEveryMs = 250;

/** Sends what is left to be sent; answers how far it came. */
const sendHistory = async (state: DemoState, settings: DemoSettings): Promise<DemoState> => {
  const { address, file, terminal, signal, onProgress } = settings;
  const requests = demoRequests(state.startedAt);
  const total = requests.length;
  const progress = terminal.progress('Webhooks', total, state.acknowledged);
  onProgress({ done: state.acknowledged, total });
  let [reached, savedAt] = [state.acknowledged, performance.now()];
  const position = (): DemoState => ({ ...state, acknowledged: reached });
  try {
    await sendAll({
      hooks: `${address}/hooks/${demoWorkspace}`,
      state,
      requests,
      signal,
      onAcknowledged(acknowledged) {
        reached = acknowledged;
        progress.advance(reached);
        onProgress({ done: reached, total });
        if (performance.now() - savedAt < saveEveryMs) return;
        saveState(file, position());
        savedAt = performance.now();
      },
    });
    return position();
  } finally {
    saveState(file, position());
    progress.finish();
  }
};

/** What there is to see once the demonstration is through. */
export interface DemoOutcome {
  /** Sent since the process began. */
  readonly mails: readonly MailEntry[];
  /** The workspace whose reviews there are, and the month that was closed last when it all began. */
  readonly workspace: string;
  readonly period: string;
}

/**
 * The demonstration company: applies its workspace, sends its webhooks, and ticks, so that last month's review is
 * computed and mailed. Goes on where an earlier start was; where all was done, nothing is sent again. Answers nothing
 * when it was broken off.
 */
export const runDemo = async (settings: DemoSettings): Promise<DemoOutcome | undefined> => {
  const { system, file, address, terminal, signal, onProgress } = settings;
  const remembered = loadState(file, Date.now());
  // What was acknowledged is in the database: another one, or an emptied one, has to be told all of it.
  const isKnown = (await system.services.workspaces.get(demoWorkspace)) !== undefined;
  const state = isKnown ? remembered : { ...remembered, acknowledged: 0, finished: false };
  const before = system.mailbox.list().length;
  if (!state.finished) {
    await applyDemo(address, await system.services.secrets.admin(), state);
    const sent = await sendHistory(state, settings);
    if (signal.aborted) return undefined;
    terminal.line('All webhooks are in. They are folded into records, then reviewed and mailed.');
    await system.idle();
    saveState(file, { ...sent, finished: true });
  }
  await system.tick(Date.now());
  onProgress(null);
  const period = lastClosedDay(state.startedAt).slice(0, 7);
  return signal.aborted ? undefined : { mails: system.mailbox.list().slice(before), workspace: demoWorkspace, period };
};
