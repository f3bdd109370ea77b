import type { MailEntry } from '../mailbox.ts';
import type { System } from '../system.ts';
import type { Terminal } from '../terminal.ts';
import { applyDemo, demoWorkspace } from './apply.ts';
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

const sendHistory = async (
  state: DemoState,
  { address, file, terminal, signal, onProgress }: DemoSettings,
): Promise<void> => {
  const requests = demoRequests(state.startedAt);
  const total = requests.length;
  if (state.acknowledged >= total) return;
  const progress = terminal.progress('Webhooks', total, state.acknowledged);
  onProgress({ done: state.acknowledged, total });
  let [reached, savedAt] = [state.acknowledged, performance.now()];
  const save = () => saveState(file, { ...state, acknowledged: reached });
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
        save();
        savedAt = performance.now();
      },
    });
  } finally {
    save();
    progress.finish();
  }
};

/**
 * The demonstration company: applies its workspace, sends its webhooks, and ticks, so that last month's review is
 * computed and mailed. Goes on where an earlier start was; where all was done, nothing is sent again.
 *
 * @returns the mails that were sent since the process began
 */
export const runDemo = async (settings: DemoSettings): Promise<readonly MailEntry[]> => {
  const { system, file, address, signal, onProgress } = settings;
  const state = loadState(file, Date.now());
  const before = system.mailbox.list().length;
  await applyDemo(address, await system.services.secrets.admin(), state);
  await sendHistory(state, settings);
  onProgress(null);
  if (signal.aborted) return [];
  await system.idle();
  await system.tick(Date.now());
  return system.mailbox.list().slice(before);
};
