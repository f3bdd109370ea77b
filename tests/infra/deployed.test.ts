import { type ParsedMail, simpleParser } from 'mailparser';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionName, functionNames } from '../../infra/constructs/functionNames.ts';
import type { HttpResponse } from '../../infra/local/http/gateway.ts';
import { logFields } from '../../lambdas/flow/log.ts';
import { metricNames } from '../../lambdas/flow/metrics.ts';
import { queueEvent, topicEvent } from '../handlers/events.ts';
import { leadWith } from '../sources/kommo/fixture.ts';
import { formOf } from '../sources/kommo/form.ts';
import { type Cloud, startCloud } from '../support/cloud/cloud.ts';
import type { Refuse } from '../support/cloud/endpoints.ts';
import { FunctionDied, type RuntimeError } from '../support/cloud/function.ts';

/** What nobody but the people it is of may read: none of it may stand in a log. */
const hidden = {
  admin: 'qd_admin_of_the_deployed_functions',
  token: 'token-in-the-address-of-a-hook',
  signing: `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`,
  reader: 'Margarethe Oldenburg',
  customer: 'Hildegard Zweig',
  amount: '48137',
} as const;

const recipients = {
  reader: 'margarethe.oldenburg@acme.example',
  bounces: 'bounce@simulator.amazonses.com',
  complains: 'complaint@simulator.amazonses.com',
  refused: 'leopold.refused@acme.example',
  lost: 'wilhelmine.lost@acme.example',
} as const;

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };
const admin = { authorization: `Bearer ${hidden.admin}` };

const now = new Date();
/** The first day of the month so many months before this one. */
const month = (before: number): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - before, 1));
const day = (instant: Date): string => instant.toISOString().slice(0, 10);
const period = day(month(1)).slice(0, 7);
/** The first tick after last month's reviews are due, and one an hour later. */
const ticks = [8.25, 9.25].map((hours) => new Date(month(0).getTime() + hours * 3_600_000).toISOString());

const configuration = {
  workspace: 'acme',
  name: 'Acme & Söhne',
  timeZone: 'UTC',
  currency: 'EUR',
  locale: 'en',
  from: 'Acme KPIs <kpis@acme.example>',
  // The month before last was missed, and is too late.
  since: day(month(2)),
  sources: [
    { id: 'kommo', system: 'kommo', secrets: [hidden.token] },
    { id: 'standard', system: 'standard', secrets: [hidden.signing] },
  ],
  recipients: Object.values(recipients).map((email) => ({
    email,
    name: hidden.reader,
    role: 'sales',
    reviews: ['monthly'],
  })),
};

const middleOf = (before: number): string => String(month(before).getTime() / 1000 + 14 * 86_400);
const kommoHook = formOf({
  leads: {
    status: [
      leadWith({
        name: hidden.customer,
        price: hidden.amount,
        status_id: '142',
        created_at: middleOf(2),
        date_create: middleOf(2),
        updated_at: middleOf(1),
        last_modified: middleOf(1),
        closed_at: middleOf(1),
      }),
    ],
  },
  account: { id: '4400', subdomain: 'quarterdeck' },
});

const error = (type: string, code: string, message: string): string =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>${type}</Type><Code>${code}</Code>` +
  `<Message>${message}</Message></Error><RequestId>8b0a0f9c-2c5e-4bb4-8f7d-fb6f4d4fd4e5</RequestId></ErrorResponse>`;

/** As SES answers, in its own words, which name the address. */
const refuse: Refuse = (recipient) => {
  if (recipient === recipients.refused)
    return {
      status: 400,
      xml: error(
        'Sender',
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${recipient}`,
      ),
    };
  if (recipient === recipients.lost)
    return { status: 500, xml: error('Receiver', 'InternalFailure', `${recipient} could not be looked up`) };
  return undefined;
};

interface Send {
  readonly recipient: string;
  readonly state: string;
  readonly feedback: string | null;
  readonly reason: string | null;
}

let cloud: Cloud;
let mails: Map<string, { readonly raw: string; readonly parsed: ParsedMail }>;

const signed = (body: string): Promise<HttpResponse> => {
  const at = new Date();
  return cloud.request('POST', '/hooks/acme/standard', body, {
    ...json,
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(hidden.signing).sign('msg_1', at, body),
  });
};

const answered = ({ status, body }: HttpResponse): unknown => ({ status, body: JSON.parse(String(body)) });

beforeAll(async () => {
  cloud = await startCloud(refuse);
  const { QUARTERDECK_SECRETS: secrets = '' } = cloud.variables('api');
  cloud.endpoints.parameters.set(`${secrets.replace('ssm:', '')}/admin`, hidden.admin);
}, 180_000);

afterAll(() => cloud?.stop());

describe('a function without its variables', () => {
  const tables = ['QUARTERDECK_DELIVERIES_TABLE', 'QUARTERDECK_RECORDS_TABLE', 'QUARTERDECK_REVIEWS_TABLE'];
  const [deliveries = '', , reviews = ''] = tables;
  const queues = ['QUARTERDECK_REVIEW_QUEUE_URL', 'QUARTERDECK_MAIL_QUEUE_URL'];
  const needed: Readonly<Record<FunctionName, readonly string[]>> = {
    receive: [deliveries, reviews, 'QUARTERDECK_SECRETS', 'QUARTERDECK_PUBLIC_URL'],
    translate: tables,
    schedule: [...tables, ...queues],
    review: [...tables, ...queues],
    mail: [reviews, 'QUARTERDECK_SECRETS', 'QUARTERDECK_CONFIGURATION_SET', 'QUARTERDECK_PUBLIC_URL'],
    feedback: [reviews],
    api: [...tables, ...queues, 'QUARTERDECK_SECRETS', 'QUARTERDECK_PUBLIC_URL'],
  };

  it.each(functionNames)('%s ends as it is loaded, naming all that it uses and nothing else', async (name) => {
    const variables = cloud.variables(name);
    const others = Object.entries(variables).filter(([variable]) => !variable.startsWith('QUARTERDECK_'));
    const died = await cloud.start(name, Object.fromEntries(others)).then(
      () => expect.fail('It runs.'),
      (reason: unknown) => reason,
    );
    expect(died).toBeInstanceOf(FunctionDied);
    const { errorMessage } = JSON.parse((died as FunctionDied).stderr) as RuntimeError;
    const named = [...errorMessage.matchAll(/(QUARTERDECK_\w+) is missing/g)].map(([, variable]) => variable);
    expect(named.sort()).toEqual([...needed[name]].sort());
  });

  it('names two that are missing, and neither of those that are there', async () => {
    const { QUARTERDECK_SECRETS: _, QUARTERDECK_REVIEWS_TABLE: __, ...variables } = cloud.variables('mail');
    await expect(cloud.start('mail', variables)).rejects.toThrow(
      'QUARTERDECK_REVIEWS_TABLE is missing; QUARTERDECK_SECRETS is missing. Set',
    );
  });
});

describe('the functions as they are deployed', () => {
  it('take a configuration', async () => {
    const response = await cloud.request('PUT', '/v1/workspaces/acme', JSON.stringify(configuration), {
      ...json,
      ...admin,
    });
    expect(answered(response)).toMatchObject({
      status: 200,
      body: { workspace: 'acme', hooks: [{ source: 'kommo' }, { source: 'standard' }] },
    });
    const kept = [...cloud.endpoints.parameters].find(([name]) => name.endsWith('/sources/acme/standard'));
    expect(kept?.[1]).toBe(JSON.stringify([hidden.signing]));
  });

  it('take a webhook in and fold it into the records', async () => {
    expect(answered(await cloud.request('POST', `/hooks/acme/kommo/${hidden.token}`, kommoHook, form))).toEqual({
      status: 200,
      body: { received: true },
    });
    expect(await cloud.stream()).toEqual({ batchItemFailures: [] });
    const { body } = await cloud.request('GET', '/v1/workspaces/acme/sources', '', admin);
    expect(JSON.parse(String(body))).toMatchObject({ sources: [{ id: 'kommo', pending: 0 }, { id: 'standard' }] });
  });

  it('compute what is due at a tick, mail it, and hear what became of it', async () => {
    expect(await cloud.functions.schedule.invoke({ time: ticks[0] })).toMatchObject({ workspaces: 1 });
    await cloud.endpoints.idle();
    const { body } = await cloud.request('GET', `/v1/workspaces/acme/sends?period=${period}`, '', admin);
    const sends = (JSON.parse(String(body)) as { sends: Send[] }).sends;
    expect(new Map(sends.map(({ recipient, state, feedback }) => [recipient, { state, feedback }]))).toEqual(
      new Map<string, unknown>([
        [recipients.reader, { state: 'sent', feedback: 'delivered' }],
        [recipients.bounces, { state: 'sent', feedback: 'bounced' }],
        [recipients.complains, { state: 'sent', feedback: 'complained' }],
        [recipients.refused, { state: 'refused', feedback: null }],
        [recipients.lost, { state: 'uncertain', feedback: null }],
      ]),
    );
  });

  it('mail whole messages: every template and text is in the bundle', async () => {
    mails = new Map();
    for (const { id, to } of cloud.endpoints.mailbox.list()) {
      const raw = (await cloud.endpoints.mailbox.raw(id)) ?? expect.fail('no such mail');
      mails.set(to, { raw: raw.toString('latin1'), parsed: await simpleParser(raw) });
    }
    expect([...mails.keys()].sort()).toEqual([recipients.bounces, recipients.complains, recipients.reader].sort());
    const { parsed, raw } = mails.get(recipients.reader) ?? expect.fail('no mail to the reader');
    const { subject, text = '', html, from, attachments } = parsed;
    expect(from?.text).toBe('"Acme KPIs" <kpis@acme.example>');
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    expect(attachments).toEqual([]);
    expect(subject).toContain('won revenue');
    for (const part of [text, String(html)]) {
      expect(part).toContain('Won deals');
      expect(part).toMatch(/48\.1\sK/);
      // Neither the name of a text in place of the text, nor a hole in a template.
      expect(part).not.toMatch(/\b(kpis|mail|units|missing)\.[a-z]\w+\.?\w*\b|\{\{|undefined|\[object/);
    }
    expect(String(html)).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/i);
  });

  it('show the same review as a page by the link of the mail, and over the API', async () => {
    const { parsed } = mails.get(recipients.reader) ?? expect.fail('no mail to the reader');
    const [, link = ''] = /(\/r\/[\w.-]+)/.exec(parsed.text ?? '') ?? [];
    const page = await cloud.request('GET', link);
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('text/html') } });
    expect(String(page.body)).toContain('48,137');
    const asked = await cloud.request('GET', `/v1/workspaces/acme/reviews/${period}`, '', {
      ...admin,
      accept: 'text/html',
    });
    expect(asked).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('text/html') } });
    expect(String(asked.body)).toContain('Won revenue');
  });

  it('do nothing at a second tick but report what is still uncertain', async () => {
    const before = cloud.endpoints.mailbox.list().length;
    expect(await cloud.functions.schedule.invoke({ time: ticks[1] })).toMatchObject({ due: 0, uncertain: 1 });
    await cloud.endpoints.idle();
    expect(cloud.endpoints.mailbox.list()).toHaveLength(before);
  });
});

/** One line of a function's log. */
type Line = Readonly<Record<string, unknown>>;

const linesOf = (name: FunctionName): Line[] => {
  const { stdout, stderr, failures } = cloud.functions[name];
  return [stdout(), stderr(), failures()]
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
};

const isMetric = (line: Line): boolean => '_aws' in line;

describe('what goes wrong in the functions as they are deployed', () => {
  it('is answered by each as it should be', async () => {
    const { review, mail, feedback, schedule } = cloud.functions;
    expect((await cloud.request('POST', '/hooks/acme/kommo/wrong-token', kommoHook, form)).status).toBe(400);
    // Bodies that nobody can read, of who holds the secret.
    expect((await cloud.request('POST', `/hooks/acme/kommo/${hidden.token}`, hidden.customer, form)).status).toBe(200);
    expect((await signed(`{"record": "deal", "id": ${hidden.customer}`)).status).toBe(200);
    const illegible = { record: 'deal', id: '7', at: ticks[0], set: { amount: hidden.customer } };
    expect((await signed(JSON.stringify(illegible))).status).toBe(200);
    expect(await cloud.stream()).toEqual({ batchItemFailures: [] });
    expect((await cloud.request('PUT', '/v1/workspaces/acme', `{"name": ${hidden.customer}`, json)).status).toBe(401);
    const broken = await cloud.request('PUT', '/v1/workspaces/acme', `{"name": ${hidden.customer}`, {
      ...json,
      ...admin,
    });
    expect(broken.status).toBe(400);
    // Messages that nobody can read.
    const garbled = `{"send": ${recipients.reader}`;
    for (const one of [review, mail])
      expect(await one.invoke(queueEvent(garbled, { recipient: recipients.reader }))).toEqual({
        batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-1' }],
      });
    await feedback.invoke(topicEvent(garbled, { eventType: 'Bounce', mail: { destination: [recipients.reader] } }));
    await expect(schedule.invoke({ time: recipients.reader })).rejects.toThrow();
  });

  it('is counted, the deployment being all that a count tells', () => {
    const counted = functionNames.flatMap((name) =>
      linesOf(name)
        .filter(isMetric)
        .flatMap((line) => {
          expect(line._aws).toMatchObject({
            CloudWatchMetrics: [{ Namespace: 'Quarterdeck', Dimensions: [['service']] }],
          });
          expect(line.service).toBe('quarterdeck-prod');
          const { _aws, service, ...values } = line;
          return Object.entries(values).map(([metric, value]) => [name, metric, [value].flat()] as const);
        }),
    );
    const sums = new Map<string, number>();
    for (const [name, metric, values] of counted)
      for (const value of values) {
        const key = `${name} ${metric}`;
        sums.set(key, (sums.get(key) ?? 0) + Number(value));
      }
    expect(Object.fromEntries(sums)).toEqual({
      'translate DeliveriesFailed': 3,
      'receive HooksRefused': 1,
      'schedule ReviewsLate': 1,
      'schedule SendsUncertain': 1,
      'mail SendsRefused': 1,
      'feedback Bounces': 1,
      'feedback Complaints': 1,
    });
    for (const [, metric] of counted) expect(metricNames).toContain(metric);
  });

  it('is logged as JSON, in the fields that a line may have', () => {
    const ofPowertools = [
      ...['level', 'message', 'timestamp', 'service', 'sampling_rate', 'xray_trace_id', 'error'],
      ...['cold_start', 'function_arn', 'function_memory_size', 'function_name', 'function_request_id'],
    ];
    const ofRuntime = ['errorType', 'errorMessage', 'trace'];
    const said = functionNames.flatMap((name) => linesOf(name).filter((line) => !isMetric(line)));
    for (const line of said) {
      const allowed: readonly string[] = 'errorType' in line ? ofRuntime : [...logFields, ...ofPowertools];
      expect(Object.keys(line).filter((field) => !allowed.includes(field))).toEqual([]);
      if ('error' in line) expect(Object.keys(line.error as object).sort()).toEqual(['frames', 'message', 'name']);
    }
    // There is something to look at, of all that wrote anything.
    expect(said.filter(({ level }) => level === 'ERROR' || level === 'WARN').length).toBeGreaterThan(5);
  });

  it('is logged without any secret, name, address, amount or body', () => {
    const links = [...mails.values()].flatMap(({ parsed: { text = '' } }) =>
      [...text.matchAll(/\/[ru]\/([\w.-]+)/g)].map(([, token = '']) => token),
    );
    expect(links.length).toBeGreaterThan(1);
    const secrets = [...cloud.endpoints.parameters.values()].flatMap((value) => [
      value,
      ...[...value.matchAll(/"([\w+/=-]{16,})"/g)].map(([, key = '']) => key),
    ]);
    const names = Object.values(recipients).flatMap((address) =>
      address.endsWith('@acme.example') ? [address.replace(/@.*/, '')] : [address],
    );
    const parts = [hidden.reader, hidden.customer].flatMap((name) => name.split(' '));
    const role = ['the-secret-key-of-a-role', 'the-session-token-of-a-role'];
    const forbidden = [...Object.values(hidden), ...secrets, ...links, ...names, ...parts, ...role, 'Söhne', '48,137'];
    for (const name of functionNames) {
      const { stdout, stderr, failures } = cloud.functions[name];
      const text = `${stdout()}${stderr()}${failures()}`.toLowerCase();
      expect(
        forbidden.filter((one) => text.includes(one.toLowerCase())),
        name,
      ).toEqual([]);
    }
  });
});
