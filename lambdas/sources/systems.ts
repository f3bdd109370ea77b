/** Every system there is: one line each, the name is its `system` in `workspace.yaml`. */
export { kommo } from './kommo/index.ts';
export { standard } from './standard/index.ts';
