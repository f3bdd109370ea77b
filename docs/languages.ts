import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { languagesPage } from './languages/page.ts';

/** Writes `docs/languages.md` from the messages. Run by `npm run languages`; a test tells when it is stale. */

const file = path.join(import.meta.dirname, 'languages.md');

/** What `docs/languages.md` holds. */
export const writtenLanguages = (): string => readFileSync(file, 'utf8');

if (process.argv[1] === import.meta.filename) writeFileSync(file, languagesPage());
