/** What is known of a delivery that did not verify, without the secret that it ought to have been made with. */
interface Proof {
  /** SHA-256 of the token that it came with, `null` where none did. */
  readonly tokenHash: string | null;
  /** Lower-cased names; of what a token is to prove not all of them are kept. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Whether it came with neither a token nor a signature, whatever system it is of: each signs in a header of such a name. */
export const isBare = ({ tokenHash, headers }: Proof): boolean =>
  tokenHash === null && !Object.keys(headers).some((name) => name.includes('signature'));

/** Where it is told what the two ends have to have in common. */
const pageOf = (system: string): string => `docs/sources/${system === 'standard' ? 'your-own' : system}.md`;

const differs = 'the secret, the address or the time of signing is another one';

/** Why one delivery was refused. What came without any proof will never have one. */
export const refusalOf = (system: string, bare: boolean): string =>
  bare
    ? `It came with neither a token nor a signature: ${pageOf(system)} says how it is to be sent. As it is, it never verifies.`
    : `It does not verify: ${differs}. ${pageOf(system)} says what both ends need. It is taken in when a secret is applied with which it verifies.`;

/** Why `all` that are set aside were refused, of which `bare` came without any proof. */
export const refusalsOf = (system: string, all: number, bare: number): string => {
  if (all === 1) return refusalOf(system, bare === 1);
  if (all === bare)
    return `They came with neither a token nor a signature: ${pageOf(system)} says how it is to be sent.`;
  const without = bare === 0 ? '' : ` ${bare.toLocaleString('en')} of them came with neither a token nor a signature.`;
  return `They do not verify: ${differs}.${without} ${pageOf(system)} says what both ends need. What is set aside is taken in when a secret is applied with which it verifies.`;
};
