import { beforeEach, describe, expect, it, vi } from 'vitest';
import { gatewayResponse } from '../../infra/local/http/gateway.ts';
import { invocationContext } from '../../infra/local/lambda.ts';
import { headPlace } from '../../lambdas/adapters/dynamodb/deliveryKey.ts';
import type { Delivery, DeliveryKey, Receipts } from '../../lambdas/domain/ports.ts';
import { openSends } from '../../lambdas/flow/openSends.ts';
import type { Services } from '../../lambdas/flow/services.ts';
import { storeReview } from '../../lambdas/flow/storeReview.ts';
import { handler as api } from '../../lambdas/handlers/api.ts';
import { handler as feedback } from '../../lambdas/handlers/feedback.ts';
import { handler as mail } from '../../lambdas/handlers/mail.ts';
import { handler as receive } from '../../lambdas/handlers/receive.ts';
import { handler as review } from '../../lambdas/handlers/review.ts';
import { handler as schedule } from '../../lambdas/handlers/schedule.ts';
import { handler as translate } from '../../lambdas/handlers/translate.ts';
import { contentTypes as fileTypes } from '../../lambdas/rendering/files.ts';
import { sheetsIn } from '../rendering/support/workbook.ts';
import { eachOnDatabase } from '../support/eachOnDatabase.ts';
import { bytes, kommoSource, kommoToken, signedHook, standardSource, wonDeal } from '../support/posted.ts';
import { pendingOf } from '../support/received.ts';
import { reviewOf } from '../support/review.ts';
import { createWorld, start, type World, withFaults } from '../support/world.ts';
import { apiEvent, gatewayEvent, queueEvent, sesEvent, streamEvent, streamRecord, topicEvent } from './events.ts';
import { given } from './given.ts';

vi.mock('../../lambdas/runtime/compose.ts', async () => (await import('./given.ts')).composing);

let world: World;

eachOnDatabase(async (database) => {
  world = await createWorld(database);
  given.services = () => world.services;
  await world.apply({
    since: '2026-10-01',
    sources: [standardSource, kommoSource],
    recipients: [{ email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] }],
  });
});

const pending = (source: string) => pendingOf(world.services, source);
const stored = (payload: unknown, change: Partial<Delivery> = {}): Promise<DeliveryKey> =>
  world.services.deliveries.put({
    workspace: 'acme',
    source: 'standard',
    kind: 'webhook',
    receivedAt: start,
    body: bytes(payload),
    headers: {},
    ...change,
  });
const outcomeOf = async (key: DeliveryKey) => (await world.services.deliveries.get(key))?.outcome;
const recordOf = (key: DeliveryKey, sequenceNumber: string, eventName?: 'MODIFY') => {
  const { pk, sk } = headPlace(key);
  return streamRecord(pk, sk, sequenceNumber, eventName);
};

describe('receive', () => {
  const { body, headers } = signedHook(wonDeal('1', 5));

  it('acknowledges a hook that API Gateway hands over as text', async () => {
    const answer = await receive(
      gatewayEvent({ method: 'POST', path: '/hooks/acme/standard', headers, body: new TextDecoder().decode(body) }),
    );
    expect(answer).toMatchObject({ statusCode: 200, body: '{"received":true}', isBase64Encoded: false });
    expect(await pending('standard')).toHaveLength(1);
  });

  it('verifies and stores the very bytes of one handed over as base64', async () => {
    const form = new TextEncoder().encode('leads%5Badd%5D%5B0%5D%5Bid%5D=1&name=S%C3%A3o');
    const answer = await receive(
      gatewayEvent({
        method: 'POST',
        path: `/hooks/acme/kommo/${kommoToken}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form,
      }),
    );
    expect(answer).toMatchObject({ statusCode: 200 });
    const [key] = await pending('kommo');
    expect(Buffer.from((key && (await world.services.deliveries.get(key))?.body) ?? [])).toEqual(Buffer.from(form));
  });

  it('refuses what does not verify, and serves nothing but hooks', async () => {
    expect(await receive(gatewayEvent({ method: 'POST', path: '/hooks/acme/standard', body: 'x' }))).toMatchObject({
      statusCode: 400,
    });
    expect(await receive(gatewayEvent({ method: 'POST', path: '/v1/kpis' }))).toMatchObject({ statusCode: 400 });
  });
});

describe('api', () => {
  it('answers through API Gateway, with path, query and headers', async () => {
    const headers = { authorization: 'Bearer qd_admin_of_tests' };
    expect(await api(apiEvent({ method: 'GET', path: '/v1/workspaces/acme', headers }))).toMatchObject({
      statusCode: 200,
      headers: expect.objectContaining({ 'content-type': 'application/json' }),
    });
    expect(
      await api(apiEvent({ method: 'GET', path: '/v1/workspaces/acme/reviews', query: 'limit=0', headers })),
    ).toMatchObject({ statusCode: 422 });
    expect(await api(apiEvent({ method: 'GET', path: '/v1/workspaces/acme' }))).toMatchObject({
      statusCode: 401,
      headers: expect.objectContaining({ 'www-authenticate': 'Bearer' }),
    });
  });

  it('takes a body that comes as base64', async () => {
    const headers = { authorization: 'Bearer qd_admin_of_tests', 'content-type': 'application/x-ndjson' };
    const body = new TextEncoder().encode(JSON.stringify(wonDeal('1', 5, { name: 'São Paulo' })));
    const path = '/v1/workspaces/acme/sources/standard/observations';
    expect(await api(apiEvent({ method: 'POST', path, headers, body }))).toMatchObject({
      statusCode: 200,
      body: '{"accepted":1,"rejected":[]}',
    });
  });
});

describe('api, asked for a review as a file', () => {
  it('answers CSV with its byte order mark, by which Excel knows them for UTF-8', async () => {
    const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
    await storeReview(world.services, address, reviewOf([], { period: '2026-10' }));
    const headers = { authorization: 'Bearer qd_admin_of_tests', accept: 'text/csv' };
    const path = '/v1/workspaces/acme/reviews/2026-10';
    const answer = await api(apiEvent({ method: 'GET', path, headers }));
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true });
    expect(Buffer.from(String(answer.body), 'base64').subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  it('answers a workbook whose bytes come through the gateway as they are', async () => {
    const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
    await storeReview(world.services, address, reviewOf([], { period: '2026-10' }));
    const headers = { authorization: 'Bearer qd_admin_of_tests', accept: fileTypes.xlsx };
    const answer = await api(apiEvent({ method: 'GET', path: '/v1/workspaces/acme/reviews/2026-10', headers }));
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true });
    const { headers: told, body } = gatewayResponse(answer);
    expect(told).toMatchObject({
      'content-type': fileTypes.xlsx,
      'content-disposition': 'attachment; filename="acme-2026-10.xlsx"',
    });
    expect((await sheetsIn(body as Buffer)).map(({ sheet }) => sheet)).toEqual([
      'KPIs',
      'Trend',
      'Segments',
      'Definitions',
    ]);
  });
});

describe('translate', () => {
  it('takes the deliveries that a stream tells of, and no parts of bodies, changes or other items', async () => {
    const key = await stored(wonDeal('1', 5));
    const changed = await stored(wonDeal('2', 5), { receivedAt: start + 1 });
    const answer = await translate(
      streamEvent(
        recordOf(key, '1'),
        recordOf(changed, '2', 'MODIFY'),
        streamRecord('acme#standard#2026-11-02#1', `part#0001793620800000#${key.hash}#00`, '3'),
        streamRecord('something else', 'entirely', '4'),
      ),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await outcomeOf(key)).toMatchObject({ status: 'translated' });
    expect(await outcomeOf(changed)).toBeNull();
  });

  it('leaves posted observations to whoever took them', async () => {
    const key = await stored([wonDeal('1', 5)], {
      kind: 'observations',
      headers: { 'content-type': 'application/json' },
    });
    expect(await translate(streamEvent(recordOf(key, '1')))).toEqual({ batchItemFailures: [] });
    expect(await outcomeOf(key)).toBeNull();
  });

  it('reports those that are to come again, by sequence number', async () => {
    const [good, bad] = [await stored(wonDeal('1', 5)), await stored(wonDeal('2', 5), { receivedAt: start + 1 })];
    const { records } = world.services;
    const faults = {
      records: {
        ...records,
        put: (...args: Parameters<typeof records.put>) =>
          args[0].key.id === '2' ? Promise.reject(new Error('out of reach')) : records.put(...args),
      },
    };
    given.services = () => withFaults(world, faults);
    expect(await translate(streamEvent(recordOf(good, '71'), recordOf(bad, '72')))).toEqual({
      batchItemFailures: [{ itemIdentifier: '72' }],
    });
    expect(await outcomeOf(good)).toMatchObject({ status: 'translated' });
  });
});

describe('schedule', () => {
  it('ticks as of the instant for which it was scheduled', async () => {
    expect(await schedule({ time: '2026-11-01T07:59:00Z' })).toMatchObject({ workspaces: 1, due: 0 });
    expect(await schedule({ time: '2026-11-01T08:00:00Z' })).toEqual({
      workspaces: 1,
      swept: 0,
      due: 1,
      queuedAgain: 0,
      becameUncertain: 0,
      uncertain: 0,
    });
    expect(world.reviews).toMatchObject([
      { workspace: 'acme', period: '2026-10', asOf: Date.parse('2026-11-01T08:00:00Z') },
    ]);
  });

  it('fails once all is done when a workspace broke off, so that it is repeated', async () => {
    given.services = () =>
      withFaults(world, {
        ledger: { ...world.services.ledger, list: () => Promise.reject(new Error('out of reach')) },
      });
    await expect(schedule({ time: '2026-11-01T08:00:00Z' })).rejects.toThrow('broke off for acme');
  });

  it('translates what is pending for a part of its time', async () => {
    for (let index = 0; index < 110; index += 1) await stored(wonDeal(String(index), 5), { receivedAt: start + index });
    world.now = start + 3_600_000;
    const of = (timeoutInSeconds: number) => invocationContext('schedule', timeoutInSeconds);
    expect(await schedule({ time: '2026-11-01T07:59:00Z' }, of(0))).toMatchObject({ swept: 50 });
    // Its clock stands still.
    expect(await schedule({ time: '2026-11-01T07:59:00Z' }, of(1))).toMatchObject({ swept: 60 });
  });

  it('refuses an event without an instant', async () => {
    await expect(schedule({ time: 'now' })).rejects.toThrow();
  });
});

describe('review', () => {
  const message = {
    workspace: 'acme',
    period: '2026-10',
    asOf: start,
    scopes: [null],
    recipients: ['ana@acme.example'],
    late: [],
    job: null,
  };

  it('computes what the queue asks for and queues its mails', async () => {
    expect(await review(queueEvent(message))).toEqual({ batchItemFailures: [] });
    expect((await world.services.reviews.list('acme', 10)).items).toHaveLength(1);
    expect(world.mails).toEqual([
      {
        send: {
          workspace: 'acme',
          cadence: 'monthly',
          start: '2026-10-01',
          scope: null,
          recipient: 'ana@acme.example',
        },
        asOf: start,
      },
    ]);
  });

  describe('that failed', () => {
    const asked: [receipt: string, afterSeconds: number][] = [];
    const failing = (comeBack: Receipts['comeBack']): void => {
      const reviews = { ...world.services.reviews, put: () => Promise.reject(new Error('out of reach')) };
      given.services = () => ({ ...withFaults(world, { reviews }), receipts: { comeBack } }) as Services;
    };
    const received = (times: number) => {
      const { Records } = queueEvent(message);
      return {
        Records: Records.map((record) => ({
          ...record,
          attributes: { ...record.attributes, ApproximateReceiveCount: String(times) },
        })),
      };
    };

    it('comes again soon, and later each time', async () => {
      failing(async (...about) => {
        asked.push(about);
      });
      for (const times of [1, 2, 3, 4, 5])
        expect(await review(received(times))).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
      const [{ receiptHandle = '' } = {}] = received(1).Records;
      expect(asked).toEqual([60, 240, 960, 3600, 3600].map((seconds) => [receiptHandle, seconds]));
    });

    it('comes again after the delay of its queue where it cannot be said when', async () => {
      failing(() => Promise.reject(new Error('out of reach')));
      expect(await review(received(1))).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
    });

    it('is not asked for again once it has gone well', async () => {
      given.services = () => ({ ...world.services, receipts: { comeBack: () => expect.fail('nothing failed') } });
      expect(await review(received(2))).toEqual({ batchItemFailures: [] });
    });
  });

  it('reports what failed or is no message, and does the rest', async () => {
    expect(await review(queueEvent({ ...message, asOf: 'now' }, '{', message))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-1' }],
    });
    expect((await world.services.reviews.list('acme', 10)).items).toHaveLength(1);
  });
});

describe('mail and feedback', () => {
  const address = { workspace: 'acme', cadence: 'monthly', start: '2026-10-01', scope: null } as const;
  const send = { ...address, recipient: 'ana@acme.example' };

  beforeEach(async () => {
    await storeReview(world.services, address, reviewOf([], { period: '2026-10' }));
    await openSends(world.services, [{ recipient: send.recipient, address, period: '2026-10', version: 1 }], {
      asOf: start,
      byHand: false,
    });
  });

  const entry = async () => (await world.services.ledger.get(send)) ?? expect.fail('no entry');
  const published = async (eventType: string, detail = {}) =>
    sesEvent(eventType, { workspace: 'acme', send: (await entry()).id }, detail);

  it('a send is mailed once, though its message comes twice', async () => {
    expect(await mail(queueEvent({ send, asOf: start }, { send, asOf: start }))).toEqual({ batchItemFailures: [] });
    expect(world.mailer.taken).toHaveLength(1);
  });

  it('one that was not taken comes again by the queue', async () => {
    world.mailer.answer = () => ({ outcome: 'retry', reason: 'Throttling' });
    expect(await mail(queueEvent({ send, asOf: start }))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    });
    expect((await entry()).state).toBe('queued');
  });

  it('one of a day on which nothing more is taken does not, and waits in the ledger', async () => {
    world.mailer.answer = () => ({ outcome: 'later', reason: 'Throttling: Daily message quota exceeded.' });
    expect(await mail(queueEvent({ send, asOf: start }))).toEqual({ batchItemFailures: [] });
    expect((await entry()).state).toBe('queued');
  });

  it('one whose answer was lost does not', async () => {
    world.mailer.answer = () => Promise.reject(new Error('socket hang up'));
    expect(await mail(queueEvent({ send, asOf: start }))).toEqual({ batchItemFailures: [] });
    expect((await entry()).state).toBe('uncertain');
  });

  it.each([
    ['Send', { send: {} }, { state: 'sent', feedback: null }],
    [
      'Delivery',
      { delivery: { timestamp: '2026-11-02T12:00:03.000Z', recipients: ['ana@acme.example'] } },
      { state: 'sent', feedback: 'delivered', changedAt: start + 3000 },
    ],
    [
      'DeliveryDelay',
      { deliveryDelay: { delayType: 'MailboxFull', timestamp: '2026-11-02T12:00:03.000Z' } },
      { state: 'sent', feedback: 'delayed' },
    ],
    [
      'Bounce',
      {
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ emailAddress: 'ana@acme.example' }],
        },
      },
      { state: 'sent', feedback: 'bounced', reason: 'Permanent, General' },
    ],
    [
      'Complaint',
      { complaint: { complainedRecipients: [{ emailAddress: 'ana@acme.example' }], complaintFeedbackType: 'abuse' } },
      { state: 'sent', feedback: 'complained', reason: 'abuse' },
    ],
    ['Reject', { reject: { reason: 'Bad content' } }, { state: 'refused', reason: 'Bad content' }],
    ['Rendering Failure', { failure: { templateName: 'x' } }, { state: 'refused' }],
  ])('the event %s settles a send that is uncertain', async (eventType, detail, told) => {
    world.mailer.answer = () => Promise.reject(new Error('socket hang up'));
    await mail(queueEvent({ send, asOf: start }));
    await feedback(topicEvent(await published(eventType, detail)));
    expect(await entry()).toMatchObject({ messageId: '0102018b-000000', ...told });
  });

  it('what is of no send is passed over', async () => {
    const foreign = await published('Delivery');
    await feedback(
      topicEvent(
        'Successfully validated SNS topic for Amazon SES event publishing.',
        { eventType: 'Delivery' },
        { ...foreign, mail: { ...foreign.mail, tags: {} } },
        await published('Open'),
      ),
    );
    expect(await entry()).toMatchObject({ state: 'queued', feedback: null });
  });
});
