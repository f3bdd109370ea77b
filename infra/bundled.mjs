import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/quarterdeck');
/** Built for a folder as deep as the one that is kept, so that the places of the sources, which are relative, lead there. */
const built = join(cache, 'built');

/** What a file says of its own place stays what it was before it became a part of another. */
const places = {
  name: 'places',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: 'ts' };
    });
  },
};

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Writes what was built under the name of its content, at once or not at all: others may be starting too. */
const keep = async (files) => {
  const hash = createHash('sha256');
  for (const { path, hash: content } of files) hash.update(`${path}\n${content}\n`);
  const folder = join(cache, hash.digest('hex').slice(0, 16));
  if (await exists(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const made = await mkdtemp(join(cache, 'new-'));
  for (const { path, contents } of files) await writeFile(join(made, path.slice(built.length + 1)), contents);
  await rename(made, folder).catch(async (error) => {
    await rm(made, { recursive: true });
    if (!(await exists(folder))) throw error;
  });
  return folder;
};

/**
 * Makes the project's own TypeScript that a file needs, named as it stands in the project, into a few files of JavaScript, and imports
 * them. Loading some hundred files one by one through a hook takes twice the processor time, at every start.
 */
export const importBundled = async (entry) => {
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    entryNames: 'entry',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    sourcesContent: false,
    outdir: built,
    write: false,
    logLevel: 'silent',
    plugins: [places],
  });
  const folder = await keep(outputFiles);
  process.setSourceMapsEnabled(true);
  return import(pathToFileURL(join(folder, 'entry.js')).href);
};
