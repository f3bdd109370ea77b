/**
 * Whether an answer is of a local stand-in: its request ids begin so, and those of AWS, which are UUIDs, never do. So
 * nobody takes what a laptop says for the state of a real account.
 */
export const isStandIn = ({ $metadata: { requestId = '' } }: { readonly $metadata: { readonly requestId?: string } }) =>
  requestId.startsWith('local-');
