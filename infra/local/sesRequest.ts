import { type AddressObject, simpleParser } from 'mailparser';

/** What SES is asked for in one SendRawEmail. */
export interface RawMail {
  readonly raw: Buffer;
  readonly source: string;
  /** Envelope recipients, addresses only. */
  readonly destinations: readonly string[];
  readonly subject: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly tags: Readonly<Record<string, string>>;
  /** Events are published only for sends that name one. */
  readonly configurationSet: string | null;
}

/** An answer as SES gives it when it refuses. */
export class SesError extends Error {
  override readonly name = 'SesError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const largestMessage = 10 * 1024 * 1024;
const mostRecipients = 50;
const tagPattern = /^[A-Za-z0-9_-]{1,256}$/;

/** `Prefix.member.1`, `Prefix.member.2`, … as far as they go. */
export const members = (form: URLSearchParams, prefix: string, suffix = ''): string[] => {
  const values: string[] = [];
  for (;;) {
    const value = form.get(`${prefix}.member.${values.length + 1}${suffix}`);
    if (value === null) return values;
    values.push(value);
  }
};

const addressesIn = (value: AddressObject | AddressObject[] | undefined): string[] =>
  [value ?? []].flat().flatMap(({ value: addresses }) => addresses.flatMap(({ address }) => address ?? []));

const readTags = (form: URLSearchParams): Record<string, string> => {
  const names = members(form, 'Tags', '.Name');
  const values = members(form, 'Tags', '.Value');
  for (const [index, name] of names.entries()) {
    if (!tagPattern.test(name) || !tagPattern.test(values[index] ?? '')) {
      throw new SesError('InvalidParameterValue', `Tag ${index + 1} may hold letters, digits, _ and - only.`);
    }
  }
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
};

const checkAddress = (address: string | undefined): string => {
  if (address === undefined) throw new SesError('InvalidParameterValue', 'Missing required header: From.');
  const plain = /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address.trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(plain)) throw new SesError('InvalidParameterValue', "Missing final '@domain'");
  return plain;
};

/**
 * Reads the form of a SendRawEmail as SES reads it, with its limits: 10 MB, 50 recipients.
 * @throws {SesError} for what SES would refuse. Identities are not checked: here every sender is a verified one.
 */
export const readRawMail = async (form: URLSearchParams): Promise<RawMail> => {
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
  if (raw.byteLength === 0) throw new SesError('InvalidParameterValue', 'Empty raw message data.');
  if (raw.byteLength > largestMessage) {
    throw new SesError(
      'InvalidParameterValue',
      `Message length is more than ${largestMessage} bytes long: '${raw.byteLength}'.`,
    );
  }
  const end = raw.indexOf('\r\n\r\n');
  const head = await simpleParser(raw.subarray(0, end < 0 ? raw.byteLength : end + 4));
  const named = members(form, 'Destinations');
  const destinations = named.length > 0 ? named : [head.to, head.cc, head.bcc].flatMap(addressesIn);
  if (destinations.length === 0) throw new SesError('InvalidParameterValue', 'No recipient addresses.');
  if (destinations.length > mostRecipients) {
    throw new SesError('InvalidParameterValue', `Recipient count exceeds ${mostRecipients}.`);
  }
  const source = checkAddress(form.get('Source') ?? addressesIn(head.from)[0]);
  checkAddress(addressesIn(head.from)[0]);
  return {
    raw,
    source,
    destinations: destinations.map(checkAddress),
    subject: head.subject ?? '',
    headers: head.headerLines.map(({ line }) => {
      const colon = line.indexOf(':');
      return {
        name: line.slice(0, colon),
        value: line
          .slice(colon + 1)
          .replace(/\r?\n\s+/g, ' ')
          .trim(),
      };
    }),
    tags: readTags(form),
    configurationSet: form.get('ConfigurationSetName'),
  };
};
