#!/usr/bin/env node
// Plain JavaScript without new syntax, so that an old Node reads it and can be told what is missing.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Quarterdeck needs Node.js 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  import('../infra/bundled.mjs')
    .then(
      ({ importBundled }) => importBundled('cli/main.ts'),
      () => {
        process.stderr.write('The packages of Quarterdeck are not installed: run `npm ci` in its folder first.\n');
        process.exitCode = 1;
      },
    )
    .then((cli) => cli?.main());
}
