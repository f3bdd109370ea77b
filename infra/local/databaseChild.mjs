// The embedded database in a process of its own, so that it shares neither the handlers' thread nor their crashes.
// It is told its directory, tells its port, and ends when the process that started it does.
import { createEmbedded } from './embedded.mjs';

const [directory] = process.argv.slice(2);

const server = createEmbedded({ path: directory, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });

const fail = (error) => {
  process.exitCode = 1;
  if (!process.connected) process.exit();
  process.send({ failed: error?.cause?.message ?? error?.message ?? String(error) }, () => process.exit());
};

// Ctrl-C goes to the whole group: the parent still has work to finish, and says when it is done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
// The channel closes however the parent ends, SIGKILL included. What was answered is in the file by then.
process.on('disconnect', () => process.exit());
process.on('uncaughtException', fail);
server.on('error', fail);
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
