/** Every system there is: one line each, the name is its `system` in `workspace.yaml`. */
export { clickup } from './clickup/index.ts';
export { dynamics } from './dynamics/index.ts';
export { hubspot } from './hubspot/index.ts';
export { kommo } from './kommo/index.ts';
export { salesforce } from './salesforce/index.ts';
export { standard } from './standard/index.ts';
export { stripe } from './stripe/index.ts';
export { zendesk } from './zendesk/index.ts';
