// The command as it is run in a clone: from the few files that it is bundled into.
import { importBundled } from '../../../infra/bundled.mjs';

await importBundled('tests/bench/import/child.ts');
