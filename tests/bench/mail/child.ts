import { answering } from '../support/answering.ts';
import { loadCompiled, loadSources } from './html.ts';

/** Makes the HTML of one mail in a fresh process, and all that has to be loaded for it. */

/** What is asked for as a message. */
export interface Ask {
  readonly from: 'sources' | 'compiled';
  readonly context: object;
}

answering(async ({ from, context }: Ask): Promise<number> => {
  const start = performance.now();
  const make = await (from === 'sources' ? loadSources : loadCompiled)();
  await make(context);
  return performance.now() - start;
});
