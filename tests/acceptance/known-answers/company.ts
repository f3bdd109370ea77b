import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import type { ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';
import { adminKey, startSystem } from '../../support/system.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** What `import --json` tells at its end, as far as tests ask. */
interface Imported {
  readonly rows: number;
  readonly rejected: number;
  /** Deliveries that are still being translated. */
  readonly pending: number;
}

/** A company on a system of its own, used by the command line alone. */
export interface Company {
  /** `npx quarterdeck …`, answering what it wrote to standard output; throws where the exit code is not 0. */
  quarterdeck(...args: string[]): Promise<string>;
  /** @param map from the root of the project */
  import(file: string, map: string): Promise<Imported>;
  /** The review of a period, computed once. */
  review(period: string): Promise<ReviewDocument>;
  stop(): Promise<void>;
}

/** Reads what a test has to call them by. */
const namesIn = async (file: string): Promise<{ readonly workspace: string; readonly source: string }> => {
  const { workspace, sources } = parse(await readFile(file, 'utf8'));
  return { workspace, source: sources[0].id };
};

/** @param configuration a `workspace.yaml` with one source, from the root of the project */
export const startCompany = async (configuration = 'tests/fixtures/workspace.yaml'): Promise<Company> => {
  const file = path.join(root, configuration);
  const { workspace, source } = await namesIn(file);
  const system = await startSystem();
  const quarterdeck: Company['quarterdeck'] = async (...args) => {
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(root, 'cli/quarterdeck.mjs'), ...args], {
      env: { ...process.env, QUARTERDECK_URL: system.url, QUARTERDECK_KEY: adminKey },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  };
  const compute = async (period: string): Promise<ReviewDocument> =>
    JSON.parse(await quarterdeck('review', workspace, period, '--json'));
  const computed = new Map<string, Promise<ReviewDocument>>();

  await quarterdeck('apply', file);
  return {
    quarterdeck,
    import: async (data, map) => {
      const options = ['--workspace', workspace, '--source', source, '--map', path.join(root, map), '--json'];
      return JSON.parse(await quarterdeck('import', data, ...options));
    },
    review: (period) => {
      const review = computed.get(period) ?? compute(period);
      computed.set(period, review);
      return review;
    },
    stop: system.stop,
  };
};
