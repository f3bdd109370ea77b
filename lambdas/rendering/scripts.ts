import { scriptHashes } from '../../templates/compiled/scripts.ts';

/** The scripts of the pages, as `script-src` of a content security policy names them. */
export const scriptSources: readonly string[] = scriptHashes.map((hash) => `'${hash}'`);
