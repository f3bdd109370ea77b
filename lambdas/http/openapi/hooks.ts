import { hookRoute } from '../hooks.ts';
import { type Route, templated } from './operation.ts';
import { hookOperation } from './sources.ts';

const [method = '', path = ''] = hookRoute.split(' ');

/** The routes of webhooks, which a function of their own takes: with a token in the path, and without. */
export const hookRoutes: readonly Route[] = [path.replace(/\/:\w+\?$/, ''), path.replace('?', '')].map((one) => ({
  method,
  path: templated(one),
  scope: null,
  operation: hookOperation(),
}));
