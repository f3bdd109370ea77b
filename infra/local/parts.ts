import { runDemo } from './demo/run.ts';
import type { DataPaths } from './directory.ts';
import { createLocalApp } from './http/app.ts';
import { answerWith } from './http/local.ts';
import type { Routes } from './http/server.ts';
import type { LogError } from './log.ts';
import { type Options, startCommand } from './options.ts';
import type { HomeContent } from './pages/home.ts';
import { recover } from './recover.ts';
import type { Shutdown } from './shutdown.ts';
import { type System, startSystem } from './system.ts';
import type { Terminal } from './terminal.ts';
import { runClock } from './tick.ts';

export interface PartsSettings {
  readonly options: Options;
  readonly paths: DataPaths;
  /** Where this machine reaches the front. */
  readonly address: string;
  readonly terminal: Terminal;
  readonly shutdown: Shutdown;
  readonly onError: LogError;
}

export interface Parts {
  readonly routes: Routes;
  adminKey(): Promise<string>;
  /** What follows once requests are answered: the demonstration, the clock. */
  begin(): Promise<void>;
}

/** Ctrl-C lets what is under way finish for this long; what is left is found again at the next start. */
const graceInMilliseconds = 3000;

const grace = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, graceInMilliseconds).unref();
  });

const demonstrate = async (
  { options, paths, address, terminal, shutdown: { signal } }: PartsSettings,
  system: System,
  onProgress: (progress: HomeContent['progress']) => void,
): Promise<void> => {
  const outcome = await runDemo({ system, file: paths.demo, address, terminal, signal, onProgress });
  if (!outcome) return;
  const { mails, workspace, period } = outcome;
  if (mails.length > 0) {
    terminal.line('Mailed');
    for (const { id, to, subject } of mails) terminal.links([[to, `${subject}\n    ${address}/local/mailbox/${id}`]]);
  }
  terminal.links([['the review', `${address}/local/reviews/${workspace}/${period}`]]);
  const seconds = (performance.now() / 1000).toFixed(1);
  terminal.line(`Ready after ${seconds} s: ${address}/`);
  terminal.line(`Ctrl-C stops it, ${startCommand(options)} goes on, ${startCommand(options, '--reset')} starts anew.`);
};

/** Starts the system and puts together what stands around it. */
export const startParts = async (settings: PartsSettings): Promise<Parts> => {
  const { options, paths, address, terminal, shutdown, onError } = settings;
  const publicUrl = options.publicUrl ?? address;
  const system = await startSystem({ paths, publicUrl, onTrouble: terminal.trouble });
  shutdown.add(system.stop);
  shutdown.add(() => Promise.race([system.idle(), grace()]));
  void system.broken.then((reason) => {
    if (shutdown.signal.aborted) return;
    terminal.trouble(`The database ended: ${reason}.`);
    void shutdown.now(1);
  });
  let progress: HomeContent['progress'] = null;
  const { functions, services, mailbox, tick } = system;
  // The commands that it shows are for this machine, wherever the links in mails lead.
  const reset = startCommand(options, '--reset');
  const home = () => ({ publicUrl: address, data: paths.root, reset, dead: system.dead(), progress });
  const app = createLocalApp({
    services,
    mailbox,
    tick,
    api: functions.api,
    host: options.host,
    address,
    home,
    onError,
  });
  return {
    routes: { receive: functions.receive, api: functions.api, local: answerWith(app) },
    adminKey: () => services.secrets.admin(),
    async begin() {
      await recover({ services, mailbox, alone: system.embedded, now: Date.now() });
      if (!options.empty) {
        await demonstrate(settings, system, (now) => {
          progress = now;
        });
      }
      if (!options.tick || shutdown.signal.aborted) return;
      // The demonstration ends with a tick of its own.
      if (options.empty) await tick(Date.now()).catch(onError);
      shutdown.add(runClock(tick, onError));
    },
  };
};
