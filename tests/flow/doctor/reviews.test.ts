import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { feedback, type MailEvent } from '../../../lambdas/flow/feedback.ts';
import { schedule } from '../../../lambdas/flow/schedule.ts';
import { unsubscribe } from '../../../lambdas/flow/unsubscribed.ts';
import { type RunningDatabase, startDynalite } from '../../support/dynalite.ts';
import { standardSource } from '../../support/posted.ts';
import { createWorld, start, type World } from '../../support/world.ts';
import { checkOf, examine } from './support.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let database: RunningDatabase;
let world: World;

beforeAll(async () => {
  database = await startDynalite();
});
afterAll(() => database.stop());

const ana = { email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] };
const rui = { email: 'rui@acme.example', role: 'service', reviews: ['monthly'] };
const acme = { since: '2026-10-01', sources: [standardSource], recipients: [ana, rui] };

beforeEach(async () => {
  world = await createWorld(database);
});

const tick = async () => {
  await schedule(world.services, world.now);
  await world.work();
};
const statusOf = async (id: string) => (await checkOf(world, id)).status;

describe('a review', () => {
  it('that was mailed is well', async () => {
    await world.apply(acme);
    await tick();
    const checks = (await examine(world)).filter(({ id }) => id.startsWith('reviews.'));
    expect(checks.map(({ id, status }) => [id, status])).toEqual([
      ['reviews.overdue', 'ok'],
      ['reviews.late', 'ok'],
      ['reviews.stuck', 'ok'],
      ['reviews.uncertain', 'ok'],
      ['reviews.refused', 'ok'],
    ]);
  });

  it('that is due for over an hour and not sent is a problem, with the command that sends it', async () => {
    // Due at 08:00 on 1 November.
    world.now = Date.parse('2026-11-01T09:00:00Z');
    await world.apply(acme);
    expect(await statusOf('reviews.overdue')).toBe('ok');
    world.now += 1;
    expect(await checkOf(world, 'reviews.overdue')).toEqual({
      id: 'reviews.overdue',
      status: 'problem',
      subject: '2026-10',
      message: 'Due since 2026-11-01 08:00 UTC, and not sent: to 2 recipients.',
      mend: 'npx quarterdeck send acme 2026-10',
    });
  });

  it('that was missed is a warning, before and after the tick that enters it, for thirty days', async () => {
    await world.apply({ ...acme, since: '2026-09-15' });
    const late = { status: 'warning', subject: '2026-09', mend: 'npx quarterdeck send acme 2026-09' };
    expect(await checkOf(world, 'reviews.late')).toMatchObject(late);
    await tick();
    expect(await checkOf(world, 'reviews.late')).toMatchObject(late);
    world.now += 30 * day;
    expect(await examine(world)).not.toContainEqual(expect.objectContaining(late));
  });

  it('that is under way for over an hour is a problem', async () => {
    world.mailer.answer = () => ({ outcome: 'retry', reason: 'Throttling' });
    await world.apply(acme);
    await tick();
    world.now += hour;
    expect(await statusOf('reviews.stuck')).toBe('ok');
    world.now += 1;
    expect(await checkOf(world, 'reviews.stuck')).toMatchObject({
      status: 'problem',
      subject: '2026-10',
      message: expect.stringContaining('2 recipients'),
      mend: expect.stringContaining('quarterdeck sends acme 2026-10'),
    });
  });

  it('of which no answer came is a problem after half an hour', async () => {
    world.mailer.answer = () => ({ outcome: 'uncertain', reason: 'the answer was lost' });
    await world.apply(acme);
    await tick();
    world.now += 30 * minute;
    expect(await statusOf('reviews.uncertain')).toBe('ok');
    world.now += 1;
    expect(await checkOf(world, 'reviews.uncertain')).toMatchObject({
      status: 'problem',
      mend: expect.stringContaining('quarterdeck send acme 2026-10 --uncertain'),
    });
  });

  it('that was refused is a problem, until the recipient is none any more', async () => {
    world.mailer.answer = ({ to }) =>
      to === rui.email ? { outcome: 'refused', reason: 'MessageRejected' } : { outcome: 'sent', messageId: 'm' };
    await world.apply(acme);
    await tick();
    expect(await checkOf(world, 'reviews.refused')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('1 recipient.'),
      mend: expect.stringContaining('quarterdeck send acme 2026-10'),
    });
    await world.apply({ ...acme, recipients: [ana] });
    expect(await statusOf('reviews.refused')).toBe('ok');
  });

  it('is told by its period only: who should have it is for the ledger to say', async () => {
    world.now = start;
    await world.apply(acme);
    const reviews = (await examine(world)).filter(({ id }) => id.startsWith('reviews.'));
    expect(JSON.stringify(reviews)).not.toContain('@');
  });
});

describe('recipients', () => {
  const report = async (kind: MailEvent['kind'], permanent = true) => {
    const [send] = (await world.services.ledger.list('acme')).filter(({ recipient }) => recipient === ana.email);
    const { id, messageId } = send ?? expect.fail('nothing was sent');
    const event = {
      workspace: 'acme',
      send: id,
      kind,
      messageId: messageId ?? '',
      at: world.now,
      permanent,
      reason: null,
    };
    await feedback(world.services, event);
  };

  beforeEach(async () => {
    await world.apply(acme);
    await tick();
  });

  it('who get their mails are counted', async () => {
    expect(await checkOf(world, 'recipients.any')).toMatchObject({
      status: 'ok',
      message: expect.stringContaining('2 recipients'),
    });
    expect((await examine(world)).filter(({ id }) => id.startsWith('recipients.'))).toHaveLength(1);
  });

  it('of whom there is none are a warning', async () => {
    await world.apply({ ...acme, recipients: [] });
    expect(await statusOf('recipients.any')).toBe('warning');
  });

  it('who all take none, of themselves or by the configuration, are a warning', async () => {
    const [first, second] = acme.recipients;
    await world.apply({ ...acme, recipients: [first, { ...second, reviews: [] }] });
    expect(await checkOf(world, 'recipients.any')).toMatchObject({
      status: 'ok',
      message: 'Reviews go to 1 of 2 recipients; not to rui@acme.example (takes none).',
    });
    await world.apply({ ...acme, recipients: [ana, { ...second, reviews: [] }] });
    await unsubscribe(world.services.preferences, 'acme', ana.email, world.now);
    expect(await checkOf(world, 'recipients.any')).toMatchObject({
      status: 'warning',
      message:
        'Reviews go to nobody: of 2 recipients none gets any: ana@acme.example (unsubscribed), rui@acme.example (takes none).',
      mend: expect.stringContaining('reviews: [monthly]'),
    });
  });

  it('who have unsubscribed are a warning, and are owed nothing', async () => {
    await unsubscribe(world.services.preferences, 'acme', ana.email, world.now);
    expect(await checkOf(world, 'recipients.subscribed')).toMatchObject({
      status: 'warning',
      subject: ana.email,
      message: 'Has unsubscribed.',
    });
    expect((await checkOf(world, 'recipients.any')).message).toBe(
      'Reviews go to 1 of 2 recipients; not to ana@acme.example (unsubscribed).',
    );
    world.now += 31 * day;
    expect((await checkOf(world, 'reviews.overdue')).message).toContain('1 recipient.');
  });

  it.each([
    ['bounced', 'came back for good', 'aws sesv2 delete-suppressed-destination --email-address ana@acme.example'],
    ['complained', 'spam', 'quarterdeck apply workspace.yaml'],
  ] as const)('whose mail %s get no more: a warning', async (kind, message, mend) => {
    await report(kind);
    expect(await checkOf(world, 'recipients.subscribed')).toMatchObject({
      status: 'warning',
      subject: ana.email,
      message: expect.stringContaining(message),
      mend: expect.stringContaining(mend),
    });
  });

  it('who pause are told of, with its end, and are owed nothing meanwhile', async () => {
    await world.services.preferences.change('acme', ana.email, { pausedUntil: '2027-02-01' });
    expect(await checkOf(world, 'recipients.paused')).toMatchObject({
      status: 'ok',
      subject: ana.email,
      message: 'Gets no mail until 2027-02-01, as they chose.',
    });
    expect((await checkOf(world, 'recipients.any')).message).toBe(
      'Reviews go to 1 of 2 recipients; not to ana@acme.example (paused).',
    );
    world.now += 31 * day;
    expect((await checkOf(world, 'reviews.overdue')).message).toContain('1 recipient.');
  });

  it('whose last mail was not taken are a warning, with the reason', async () => {
    world.mailer.answer = () => ({ outcome: 'refused', reason: 'MessageRejected: not verified' });
    world.now = Date.parse('2026-12-01T12:00:00Z');
    await world.apply({ ...acme, recipients: [ana] });
    await tick();
    expect(await checkOf(world, 'recipients.refused')).toMatchObject({
      status: 'warning',
      subject: ana.email,
      message: expect.stringContaining('MessageRejected: not verified'),
    });
  });

  it('whose last mail came back for now are a warning', async () => {
    await report('bounced', false);
    expect(await checkOf(world, 'recipients.bounced')).toMatchObject({ status: 'warning', subject: ana.email });
  });
});
