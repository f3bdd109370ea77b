import path from 'node:path';
import { build } from 'esbuild';
import { bundling } from '../../../infra/bundle.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** What taking a webhook in needs of the SDK, bundled as the functions are and with nothing else: its size in bytes. */
export const clientAlone = async (): Promise<number> => {
  const commands = 'GetItemCommand, PutItemCommand, UpdateItemCommand';
  const contents = `import { DynamoDBClient, ${commands} } from '@aws-sdk/client-dynamodb';
    export const client = new DynamoDBClient();
    export const commands = [${commands}];`;
  const { metafile } = await build({
    ...bundling,
    // Whole: the functions leave out of it what they do not need.
    plugins: [],
    stdin: { contents, resolveDir: root },
    write: false,
    outdir: path.join(root, 'dist'),
  });
  return Object.values(metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0);
};
