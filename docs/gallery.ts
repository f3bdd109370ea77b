import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeGallery } from './gallery/build.ts';

/** Writes every template, in every language and many a situation, into a folder to look at. Run by `npm run gallery`. */

const { values } = parseArgs({ options: { out: { type: 'string', default: 'gallery' } } });
const folder = path.resolve(values.out);
const count = await writeGallery(folder);
process.stdout.write(`${count} files: ${path.join(folder, 'index.html')}\n`);
