/** What is behind the `@`, in lower case. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/**
 * The bare address of `Name <address>`, which is what an envelope holds; its domain in lower case, since the right to mail
 * from a domain is compared letter by letter.
 */
export const senderAddress = (sender: string): string => {
  const address = /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim();
  return address.slice(0, address.lastIndexOf('@') + 1) + domainOf(address);
};

/** Whether a domain is another, or below it. */
const isWithin = (domain: string, above: string): boolean => domain === above || domain.endsWith(`.${above}`);

/**
 * What is wrong with a sender where mails can be from one domain only, or `null`.
 *
 * @param deployed the domain that was deployed as an identity of the mail system; undefined where none was
 */
export const foreignSenderProblem = (sender: string, deployed: string | undefined): string | null =>
  deployed === undefined || isWithin(domainOf(senderAddress(sender)), deployed.toLowerCase())
    ? null
    : `must be an address of ${deployed}, the domain that was deployed to mail from, or of one below it`;
