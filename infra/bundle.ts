import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles every function as it is deployed: one ES module each in `dist/functions/<name>/index.mjs`, complete, so that
 * nothing is resolved from `node_modules` when it runs. Prints the size of each in kilobytes.
 */

const root = path.resolve(import.meta.dirname, '..');
const handlers = path.join(root, 'lambdas/handlers');

// Some dependencies are CommonJS and call `require` for Node's own modules.
const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

export const bundleFunctions = async (outdir: string): Promise<ReadonlyMap<string, number>> => {
  const names = (await readdir(handlers)).map((file) => path.basename(file, '.ts')).sort();
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: names.map((name) => ({ in: path.join(handlers, `${name}.ts`), out: `${name}/index` })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // The SDK's ES modules are a third smaller and start a third faster than what `main` names.
    mainFields: ['module', 'main'],
    banner: { js: banner },
    metafile: true,
    logLevel: 'warning',
  });
  const sizes = Object.entries(metafile.outputs).map(([file, { bytes }]): [string, number] => [
    path.basename(path.dirname(file)),
    bytes,
  ]);
  return new Map(sizes.sort(([a], [b]) => a.localeCompare(b)));
};

if (process.argv[1] === import.meta.filename) {
  const sizes = await bundleFunctions(path.join(root, 'dist/functions'));
  for (const [name, bytes] of sizes) process.stdout.write(`${name.padEnd(12)}${Math.round(bytes / 1000)} KB\n`);
}
