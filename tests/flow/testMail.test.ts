import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parsePeriod } from '../../lambdas/domain/periods/parse.ts';
import type { Posted } from '../../lambdas/domain/ports.ts';
import { askReview } from '../../lambdas/flow/ask.ts';
import { askTest, type TestWanted } from '../../lambdas/flow/askTest.ts';
import { openReview } from '../../lambdas/flow/readers.ts';
import { sendReview } from '../../lambdas/flow/sendReview.ts';
import { testMail } from '../../lambdas/flow/testMail.ts';
import { unsubscribe } from '../../lambdas/flow/unsubscribed.ts';
import { mailMessage } from '../../lambdas/runtime/messages.ts';
import { type RunningDatabase, startDynalite } from '../support/dynalite.ts';
import { createWorld, start, type World } from '../support/world.ts';

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const ana = { email: 'ana@acme.example', role: 'sales', locale: 'pt-BR', reviews: ['monthly'] };
const rui = { email: 'rui@acme.example', role: 'service', reviews: ['monthly'], scope: { owner: 'rui' } };

beforeEach(async () => {
  world = await createWorld(database);
  await world.apply({ recipients: [ana, rui], admins: ['Ops@acme.example'] });
  const message = { workspace: 'acme', period: '2026-10', asOf: start, recipients: [] };
  await askReview(world.services, { ...message, scopes: [null], late: [] });
  // A scope that no record is of is computed for a reader of it alone.
  await askReview(world.services, { ...message, scopes: [], late: [rui.email] });
});

const workspace = async () => (await world.services.workspaces.get('acme')) ?? expect.fail('no workspace');
const wanted = async (change: Partial<TestWanted>): Promise<TestWanted> => {
  const of = await workspace();
  return { workspace: of, period: parsePeriod('2026-10', of.configuration), to: ana.email, ...change };
};

/** Asks for a test, hands it to the mail system, and answers what that was given and what the job says. */
const tested = async (change: Partial<TestWanted> = {}, answer: Posted = { outcome: 'sent', messageId: 'm' }) => {
  const asked = await askTest(world.services, await wanted(change));
  if (asked === 'absent' || 'errors' in asked) return { asked, taken: [], job: undefined };
  const taken: { readonly to: string; readonly mail: Awaited<ReturnType<typeof simpleParser>> }[] = [];
  const mailer = {
    post: async (message: Uint8Array, _from: string, to: string): Promise<Posted> => {
      taken.push({ to, mail: await simpleParser(Buffer.from(message)) });
      return answer;
    },
  };
  const [message] = world.tests.splice(0);
  if (!message) return expect.fail('nothing was queued');
  // As it comes out of the queue; a message may come twice.
  const read = mailMessage.parse(JSON.parse(JSON.stringify(message)));
  if (!('kind' in read)) return expect.fail('it came out as a send');
  await testMail({ ...world.services, mailer }, read);
  await testMail({ ...world.services, mailer }, read);
  return { asked, taken, job: await world.services.jobs.get(asked.id) };
};
const whyNot = async (change: Partial<TestWanted>) => {
  const { asked } = await tested(change);
  return asked !== 'absent' && 'errors' in asked ? asked.errors.map(({ message }) => message).join() : '';
};
const sends = () => world.services.ledger.list('acme');

describe('a test', () => {
  it('is mailed to a recipient as they would get the review, its subject marked in their language', async () => {
    const { taken, job } = await tested();
    expect(taken.map(({ to }) => to)).toEqual([ana.email]);
    expect(taken[0]?.mail.subject).toMatch(/^\[Teste\] /);
    expect(job).toMatchObject({ status: 'done', result: '/v1/workspaces/acme/reviews/2026-10?version=1' });
  });

  it('leads to the page of the workspace where its reader may open it, whatever the role', async () => {
    const boss = { ...ana, role: 'executive' };
    for (const [reader, role, leads] of [
      [ana, 'executive', false],
      [boss, 'service', true],
    ] as const) {
      await world.apply({ recipients: [reader, rui], admins: ['Ops@acme.example'] });
      const of = await workspace();
      const period = parsePeriod('2026-10', of.configuration);
      const sending = await sendReview(world.services, { workspace: of, period, to: [ana.email], uncertain: false });
      if ('errors' in sending) expect.fail('it cannot be sent');
      await world.work();
      const { taken } = await tested({ role });
      expect(/\/w\/(?!preview)/.test(taken[0]?.mail.text ?? ''), reader.role).toBe(leads);
    }
  });

  it('may be of another role and in another language', async () => {
    const { taken } = await tested({ role: 'executive', locale: 'es' });
    expect(taken[0]?.mail.subject).toMatch(/^\[Prueba\] /);
    expect(taken[0]?.mail.text).toContain('Dirección');
  });

  it('is no send: the ledger is as it was, and the send goes out after it, to the same address, too', async () => {
    const before = await sends();
    await tested();
    expect(await sends()).toEqual(before);
    await sendReview(world.services, { ...(await wanted({})), to: [ana.email], uncertain: false });
    await world.work();
    expect(world.mailer.taken.map(({ to }) => to)).toEqual([ana.email]);
    expect((await sends()).find(({ recipient }) => recipient === ana.email)).toMatchObject({ state: 'sent' });
  });

  it('goes to an admin who gets no reviews, however the address is written', async () => {
    const { taken } = await tested({ to: 'ops@ACME.example' });
    expect(taken.map(({ to }) => to)).toEqual(['ops@acme.example']);
    expect(taken[0]?.mail.subject).toMatch(/^\[Test\] /);
  });

  it('is in the scope of the one who gets it, whatever the role', async () => {
    const { taken, job } = await tested({ to: rui.email, role: 'executive' });
    expect(job?.result).toBe('/v1/workspaces/acme/reviews/2026-10?scope=owner%3Drui&version=1');
    expect(taken[0]?.mail.text).toContain('rui');
  });

  it.each(['eve@evil.example', 'not an address', 'ana@acme.example, eve@evil.example'])(
    'is mailed to nobody else: %s',
    async (to) => {
      expect(await whyNot({ to })).toMatch(/neither a recipient nor an admin .* Add it to the configuration/);
      expect(world.tests).toEqual([]);
    },
  );

  it('is mailed to nobody who wants no mail', async () => {
    await unsubscribe(world.services.preferences, 'acme', ana.email, start);
    expect(await whyNot({})).toContain('unsubscribed');
  });

  it('is not mailed to who has left the configuration since it was asked for', async () => {
    const asked = await askTest(world.services, await wanted({}));
    await world.apply({ recipients: [rui] });
    await world.work();
    expect(world.mailer.taken).toEqual([]);
    const job = await world.services.jobs.get(asked !== 'absent' && 'id' in asked ? asked.id : '');
    expect(job).toMatchObject({ status: 'failed', reason: expect.stringContaining('neither') });
  });

  it('needs a review that is computed', async () => {
    const of = await workspace();
    const period = parsePeriod('2026-09', of.configuration);
    expect(await askTest(world.services, await wanted({ period }))).toBe('absent');
  });

  it.each([
    [{ outcome: 'refused', reason: 'MessageRejected' }, 'refused it: MessageRejected'],
    [{ outcome: 'later', reason: 'Throttling' }, 'Ask again later'],
    [{ outcome: 'uncertain', reason: 'timeout' }, 'may have arrived'],
  ] as const)('that the mail system answers with %j fails, and says so', async (answer, said) => {
    const { taken, job } = await tested({}, answer);
    expect(taken).toHaveLength(1);
    expect(job).toMatchObject({ status: 'failed', reason: expect.stringContaining(said) });
  });
});

describe('the links of a test', () => {
  const linksIn = (text = ''): string[] => [...new Set(text.match(/https:\S+/g))];

  it('are nobody’s where that version was not mailed to its reader, and there is nothing to unsubscribe from', async () => {
    const { taken } = await tested();
    const { text, headers } = taken[0]?.mail ?? expect.fail('nothing was mailed');
    expect(linksIn(text).sort()).toEqual([
      'https://quarterdeck.example/r/preview',
      'https://quarterdeck.example/u/preview',
      'https://quarterdeck.example/u/preview#unsubscribe',
    ]);
    expect(headers.has('list')).toBe(true);
    expect(JSON.stringify(headers.get('list'))).not.toContain('unsubscribe');
  });

  it('are the reader’s own where it was', async () => {
    await sendReview(world.services, { ...(await wanted({})), to: [ana.email], uncertain: false });
    await world.work();
    const { taken } = await tested();
    const { text, headers } = taken[0]?.mail ?? expect.fail('nothing was mailed');
    const token = /\/r\/([^\s?]+)/.exec(text ?? '')?.[1] ?? '';
    expect((await openReview(world.services, token))?.reader.email).toBe(ana.email);
    expect(JSON.stringify(headers.get('list'))).toContain('unsubscribe');
  });
});
