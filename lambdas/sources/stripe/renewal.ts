/**
 * A renewal is of one subscription at one boundary of its periods, whoever tells of it: the invoice that begins the new
 * period, or the end of the subscription.
 *
 * @param due epoch milliseconds
 */
export const renewalId = (subscription: string, due: number): string => `${subscription}:${due / 1000}`;
