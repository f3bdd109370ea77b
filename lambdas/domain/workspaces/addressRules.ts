/**
 * What every address must be like, and what is said of one that is not. Mail goes out without SMTPUTF8, which takes ASCII
 * alone: a domain has a form in it, a mailbox has none.
 */
export const addressRules: readonly (readonly [rule: RegExp, otherwise: string])[] = [
  [/^[^\s\p{Cc}\p{Cf}]*$/u, 'holds a blank, a control character or one that is not seen: take it out'],
  [
    /^(?:[!-~]*@|[^@]*$)/,
    'has other characters than ASCII before the @, and mail cannot reach it: give another address',
  ],
  [/^[^@]*@?[!-~]*$/, 'has a domain that is not in ASCII: write its ASCII form, which has "xn--" in it'],
];

/** What is wrong with the characters of an address, or `null`. */
export const addressProblem = (address: string): string | null =>
  addressRules.find(([rule]) => !rule.test(address))?.[1] ?? null;
