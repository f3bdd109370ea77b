import { describe, expect, it, vi } from 'vitest';
import { openSends } from '../../lambdas/flow/openSends.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import { handler as api } from '../../lambdas/handlers/api.ts';
import { handler as feedback } from '../../lambdas/handlers/feedback.ts';
import { handler as mail } from '../../lambdas/handlers/mail.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { standardSource } from '../support/posted.ts';
import { reviewOf } from '../support/review.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';
import { apiEvent, queueEvent, sesEvent, topicEvent } from './events.ts';
import { given } from './given.ts';

vi.mock('../../lambdas/runtime/compose.ts', async () => (await import('./given.ts')).composing);

let world: World;
const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
const send = { ...address, recipient: 'ana@acme.example' };

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  given.services = () => world.services;
  await world.apply({
    since: '2026-10-01',
    sources: [standardSource],
    recipients: [{ email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] }],
  });
  await storeReview(world.services, address, reviewOf([], { period: '2026-10' }));
  await openSends(world.services, [{ recipient: send.recipient, address, period: '2026-10', version: 1 }], {
    asOf: start,
    byHand: false,
  });
});

const entry = async () => (await world.services.ledger.get(send)) ?? expect.fail('no entry');
const to = 'ana@acme.example';
const admin = { authorization: 'Bearer qd_admin_of_tests', 'content-type': 'application/json' };
const called = async (method: string, path: string, body?: string) => {
  const answer = await api(apiEvent({ method, path, headers: admin, ...(body !== undefined && { body }) }));
  return JSON.parse(String(answer.body)) as Record<string, unknown>;
};
const testPath = '/v1/workspaces/acme/reviews/2026-10/tests';
const asked = async (): Promise<string> => String((await called('POST', testPath, JSON.stringify({ to }))).job);
/** Mails a test, and answers its job; `tags` are those that the message carried. */
const tested = async () => {
  const tags: Record<string, string>[] = [];
  const mailer: Services['mailer'] = {
    post: async (_message, _from, _to, of) => {
      tags.push({ ...of });
      return { outcome: 'sent', messageId: 'm' };
    },
  };
  given.services = () => ({ ...world.services, mailer });
  const id = await asked();
  const [message] = world.tests.splice(0);
  await mail(queueEvent(message));
  return { id, tags: tags[0] ?? expect.fail('nothing was mailed') };
};
const reported = (tags: Readonly<Record<string, string>>, eventType: string, detail = {}) =>
  feedback(topicEvent(sesEvent(eventType, tags, detail)));
const whyNoMore = async () => JSON.stringify(await called('POST', testPath, JSON.stringify({ to })));
const bounce = (bounceType: string, bounceSubType: string) => ({
  bounce: {
    feedbackId: '0102018b-1',
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: to, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1' }],
    timestamp: '2026-11-02T12:00:03.000Z',
    reportingMTA: 'dsn; a8-50.smtp-out.amazonses.com',
  },
});
const complaint = {
  complaint: {
    complainedRecipients: [{ emailAddress: to }],
    timestamp: '2026-11-02T12:00:03.000Z',
    feedbackId: '0102018b-2',
    complaintSubType: null,
    userAgent: 'AnyCompany Feedback Loop (V0.01)',
    complaintFeedbackType: 'abuse',
    arrivalDate: '2026-11-02T12:00:00.000Z',
  },
};

describe('of a mailed test', () => {
  it('a tag leads to its address, and holds none', async () => {
    const { id, tags } = await tested();
    expect(tags).toEqual({ workspace: 'acme', test: id });
  });

  it.each([
    ['Bounce', bounce('Permanent', 'General'), 'bounced', 'It came back for good (Permanent, General).'],
    ['Complaint', complaint, 'complained', 'Its reader reported it as spam (abuse).'],
  ])('a final %s ends the mails to its address, and its job says why', async (eventType, detail, kind, said) => {
    const { id, tags } = await tested();
    await reported(tags, eventType, detail);
    await reported(tags, 'Delivery', { delivery: { timestamp: '2026-11-02T12:00:02.000Z' } });
    expect(await called('GET', `/v1/jobs/${id}`)).toMatchObject({
      status: 'done',
      feedback: kind,
      reason: expect.stringContaining(said),
    });
    expect(await whyNoMore()).toContain(`is mailed nothing: ${kind}`);
    await mail(queueEvent({ send, asOf: start }));
    expect(await entry()).toMatchObject({ state: 'skipped', reason: kind });
  });

  it('a bounce that is not for good ends nothing', async () => {
    const { id, tags } = await tested();
    await reported(tags, 'Bounce', bounce('Transient', 'MailboxFull'));
    expect(await called('GET', `/v1/jobs/${id}`)).toMatchObject({
      feedback: 'bounced',
      reason: 'It came back (Transient, MailboxFull). The next mail goes out all the same.',
    });
    await mail(queueEvent({ send, asOf: start }));
    expect(await entry()).toMatchObject({ state: 'sent' });
  });

  it('an event settles one of which no answer came', async () => {
    given.services = () => withFaults(world, { mailer: { post: () => Promise.reject(new Error('socket hang up')) } });
    const id = await asked();
    await mail(queueEvent(...world.tests.splice(0)));
    expect(await called('GET', `/v1/jobs/${id}`)).toMatchObject({ status: 'failed' });
    await reported({ workspace: 'acme', test: id }, 'Send', { send: {} });
    expect(await called('GET', `/v1/jobs/${id}`)).toMatchObject({
      status: 'done',
      reason: null,
      result: '/v1/workspaces/acme/reviews/2026-10?version=1',
    });
    await reported({ workspace: 'acme', test: id }, 'Reject', { reject: { reason: 'Bad content' } });
    expect(await called('GET', `/v1/jobs/${id}`)).toMatchObject({ status: 'failed', feedback: 'refused' });
  });

  it('an event is of the workspace of its job alone, and of a job that is a test', async () => {
    const { id, tags } = await tested();
    await reported({ ...tags, workspace: 'another' }, 'Bounce', bounce('Permanent', 'General'));
    await reported({ ...tags, test: 'unknown' }, 'Bounce', bounce('Permanent', 'General'));
    expect(await called('GET', `/v1/jobs/${id}`)).not.toHaveProperty('feedback');
    expect(await world.services.preferences.get('acme', to)).toBeUndefined();
  });
});
