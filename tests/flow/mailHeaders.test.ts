import { type AddressObject, simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { mail } from '../../lambdas/flow/mail.ts';
import { languages } from '../../lambdas/rendering/language/messages.ts';
import { clientOf } from '../support/client.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { mailedReview } from '../support/mailedReview.ts';
import { createWorld, type World, withFaults } from '../support/world.ts';

let world: World;

const recipients = [
  { email: 'ana@acme.example', name: 'Ana Conceição', role: 'sales' },
  { email: 'rui@acme.example', role: 'sales' },
];

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  await world.apply({ name: 'Acme “Fábrica” 🏭', recipients, from: 'Números <kpis@Acme.example>' });
});

/** The bytes of the mail to Ana, as they are handed over. */
const bytesIn = async (locale: string): Promise<Uint8Array> => {
  const taken: Uint8Array[] = [];
  const mailer = {
    post: async (message: Uint8Array) => {
      taken.push(message);
      return { outcome: 'sent', messageId: 'm' } as const;
    },
  };
  await world.services.preferences.change('acme', 'ana@acme.example', { locale });
  for (const { email } of recipients) await mailedReview(world, email);
  const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
  const send = { ...address, recipient: 'ana@acme.example' };
  await mail(withFaults(world, { mailer }), { send, asOf: world.now });
  expect(taken).toHaveLength(1);
  return taken[0] ?? new Uint8Array();
};

/** The fields of a header as they go over the wire, unfolded, by name. */
const fieldsOf = (bytes: Uint8Array): ReadonlyMap<string, readonly string[]> => {
  const [head = ''] = Buffer.from(bytes).toString('latin1').split('\r\n\r\n');
  const fields = new Map<string, string[]>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [name = '', ...value] = line.split(': ');
    fields.set(name.toLowerCase(), [...(fields.get(name.toLowerCase()) ?? []), value.join(': ')]);
  }
  return fields;
};

describe.each(Object.keys(languages))('the header of a mail in %s', (locale) => {
  it('says what it is, to programs that answer, sort or end it', async () => {
    const fields = fieldsOf(await bytesIn(locale));
    expect(Object.fromEntries(fields)).toMatchObject({
      'list-unsubscribe': [expect.stringMatching(/^<https:\/\/quarterdeck\.example\/u\/[\w.-]+>$/)],
      'list-unsubscribe-post': ['List-Unsubscribe=One-Click'],
      'list-id': ['<monthly.acme.acme.example>'],
      'auto-submitted': ['auto-generated'],
      'feedback-id': ['monthly:acme:kpi-review:acme.example'],
      'x-auto-response-suppress': ['OOF, AutoReply'],
    });
    for (const [name, values] of fields) {
      expect([name, values.length]).toEqual([name, 1]);
      expect(values[0]).toMatch(/^[\x20-\x7e]*$/);
    }
  });

  it('names one recipient, and no other', async () => {
    const bytes = await bytesIn(locale);
    const { to, cc, bcc } = await simpleParser(Buffer.from(bytes));
    expect([(to as AddressObject).value, cc, bcc]).toEqual([
      [{ address: 'ana@acme.example', name: 'Ana Conceição' }],
      undefined,
      undefined,
    ]);
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('rui@acme.example');
  });

  it('names an address at which one POST ends the mails', async () => {
    const [field = ''] = fieldsOf(await bytesIn(locale)).get('list-unsubscribe') ?? [];
    const path = field.replace(/^<https:\/\/quarterdeck\.example|>$/g, '');
    const body = 'List-Unsubscribe=One-Click';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await clientOf(world.services)('POST', path, { key: null, body, headers });
    expect([response.status, response.headers.get('location')]).toEqual([200, null]);
    expect(await response.text()).toContain(`<html lang="${locale}"`);
    expect((await world.services.preferences.get('acme', 'ana@acme.example'))?.unsubscribedAt).toBe(world.now);
  });
});
