import { readdir, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { IntlMessageFormat } from 'intl-messageformat';
import type { SecretsService } from './constructs/secrets.ts';

/**
 * Bundles every function as it is deployed: one ES module each in `dist/functions/<name>/index.mjs`, complete, so that
 * nothing is resolved from `node_modules` when it runs. Prints the size of each in kilobytes.
 */

const root = path.resolve(import.meta.dirname, '..');
const handlers = path.join(root, 'lambdas/handlers');

// Some dependencies are CommonJS and call `require` for Node's own modules.
const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * What composes mails brings 76 KB of file types along, for the names of attachments. Those of a review say their type;
 * composing one that did not would fail rather than guess.
 */
const withoutFileTypes: Plugin = {
  name: 'without-file-types',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]nodemailer[\\/]dist[\\/]esm[\\/]mime-funcs[\\/]mime-types\.js$/ }, () => ({
      contents:
        'const none = () => { throw new Error("The types of attached files are not in this bundle."); };' +
        'export { none as detectExtension, none as detectMimeType };',
    }));
  },
};

/** As `lambdas/rendering/language/message.ts` has it, which reads such messages without the parser. */
const isPlain = (message: string): boolean => !/[{}']/.test(message.replace(/\{\w+\}/g, ''));

/** A message for a bundle, which has no parser: what it takes one to read is read here, and is there as JSON. */
export const readBeforehand = (_: string, message: unknown): unknown =>
  typeof message !== 'string' || isPlain(message)
    ? message
    : JSON.stringify(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());

/**
 * The messages of all languages are in every function that says any, and each language that is added comes on top: as
 * deflated JSON they are a third of their size, and are read as fast. The parser of those that branch is 27 KB itself.
 */
const withReadMessages: Plugin = {
  name: 'with-read-messages',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]templates[\\/]messages[\\/][\w-]+\.json$/ }, async ({ path: file }) => {
      const json = JSON.stringify(JSON.parse(await readFile(file, 'utf8'), readBeforehand));
      const deflated = deflateRawSync(json, { level: 9 }).toString('base64');
      return {
        contents:
          "import { inflateRawSync } from 'node:zlib';" +
          `export default JSON.parse(inflateRawSync(Buffer.from('${deflated}', 'base64')).toString());`,
      };
    });
    onLoad({ filter: /[\\/]icu-messageformat-parser[\\/]index\.js$/ }, ({ path: file }) => ({
      contents: "export * from './no-parser.js'; export const { parse } = JSON;",
      resolveDir: path.dirname(file),
    }));
  },
};

/**
 * The SDK looks for credentials in a dozen places, single sign-on among them, for which it brings 100 KB. Lambda gives them to a
 * function in its environment, and nowhere else: what looks there is all that is left.
 */
const withCredentialsOfLambda: Plugin = {
  name: 'with-credentials-of-lambda',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/ }, ({ path: file }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      resolveDir: path.dirname(file),
    }));
  },
};

/** Of the services that may keep secrets a deployment uses one; the other's client, up to 80 KB, is left out. */
const withSecretsOf = (service: SecretsService): Plugin => ({
  name: 'with-secrets-of',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]adapters[\\/]secrets[\\/](ssm|secretsmanager)\.ts$/ }, ({ path: file }) =>
      path.basename(file, '.ts') === service
        ? undefined
        : {
            contents:
              `const none = () => { throw new Error("This bundle reads secrets from ${service} only: deploy again."); };` +
              'export { none as createSsmSecrets, none as createSecretsManagerSecrets };',
          },
    );
  },
});

/** How everything that is deployed is bundled. */
export const bundling = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // The SDK's ES modules are a third smaller and start a third faster than what `main` names.
  mainFields: ['module', 'main'],
  banner: { js: banner },
  plugins: [withoutFileTypes, withReadMessages, withCredentialsOfLambda],
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles the functions into `<outdir>/<name>/index.mjs`; answers the size of each in bytes, by name.
 *
 * @param secrets the service that keeps the deployment's secrets
 * @throws Error when one would need a package where it runs
 */
export const bundleFunctions = async (
  outdir: string,
  secrets: SecretsService = 'ssm',
): Promise<ReadonlyMap<string, number>> => {
  const names = (await readdir(handlers)).map((file) => path.basename(file, '.ts')).sort();
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    ...bundling,
    plugins: [...bundling.plugins, withSecretsOf(secrets)],
    entryPoints: names.map((name) => ({ in: path.join(handlers, `${name}.ts`), out: `${name}/index` })),
    outdir,
  });
  const outputs = Object.values(metafile.outputs);
  const left = outputs.flatMap(({ imports }) => imports).filter((one) => one.external && !isBuiltin(one.path));
  if (left.length > 0) throw new Error(`Not in the bundles: ${left.map((one) => one.path).join(', ')}.`);
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
