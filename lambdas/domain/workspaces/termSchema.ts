import * as z from 'zod/mini';

/** The shape of what a company's own KPIs are made of. What a term may name is checked in `termMistakes.ts`. */

const plain = [z.string(), z.number(), z.boolean()] as const;
const amount = z.union([z.string(), z.number()]);

const condition = z.strictObject({
  atLeast: z.optional(amount),
  atMost: z.optional(amount),
  not: z.optional(z.union([...plain, z.array(z.union(plain))])),
  known: z.optional(z.boolean()),
});

/** What counts something over the records of one type: one of the first four, and which of them and when. */
const term = {
  count: z.optional(z.string()),
  sum: z.optional(z.string()),
  median: z.optional(z.union([z.string(), z.strictObject({ of: z.string(), from: z.string(), to: z.string() })])),
  distinct: z.optional(z.string()),
  by: z.optional(z.string()),
  where: z.optional(z.record(z.string(), z.union([...plain, z.array(z.union(plain)), condition]))),
};
const termSchema = z.strictObject(term);

/** What a KPI is: a term, or two of them. */
export const computed = {
  ...term,
  ratio: z.optional(z.strictObject({ numerator: termSchema, denominator: termSchema })),
  difference: z.optional(z.strictObject({ of: termSchema, less: termSchema })),
};

export type TermSettings = z.infer<typeof termSchema>;
export type ConditionSettings = NonNullable<TermSettings['where']>[string];
