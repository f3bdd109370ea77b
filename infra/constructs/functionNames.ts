/** The functions of the system: each a file in `lambdas/handlers/`, and a folder of that name among the bundles. */
export const functionNames = ['receive', 'translate', 'schedule', 'review', 'mail', 'feedback', 'api'] as const;

export type FunctionName = (typeof functionNames)[number];
