import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Posted } from '../../../lambdas/domain/ports.ts';
import { type Answer, type StandIn, startStandIn, stubCredentials } from '../standIn.ts';

const message = new TextEncoder().encode('Subject: Oktober\r\n\r\nGrüße ');

let ses: StandIn | undefined;

const sent: Answer = (_, response) => {
  response
    .writeHead(200, { 'content-type': 'text/xml' })
    .end(
      '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult></SendRawEmailResponse>',
    );
};

const failed =
  (status: number, code: string, text = 'no'): Answer =>
  (_, response) => {
    response
      .writeHead(status, { 'content-type': 'text/xml' })
      .end(
        `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error></ErrorResponse>`,
      );
  };

/** Posts the message to a mail system at `endpoint` as often as it is asked to, with one client of its own. */
const posterTo = async (endpoint: string, configurationSet?: string): Promise<() => Promise<Posted>> => {
  vi.resetModules();
  vi.stubEnv('AWS_ENDPOINT_URL_SES', endpoint);
  const { createMailer } = await import('../../../lambdas/adapters/ses/mailer.ts');
  const mailer = createMailer(configurationSet);
  const tags = { send: 'abc', workspace: 'acme' };
  return () => mailer.post(message, 'Acme KPIs <kpis@acme.example>', 'ana@acme.example', tags);
};

const postTo = async (endpoint: string, configurationSet?: string): Promise<Posted> =>
  (await posterTo(endpoint, configurationSet))();

const post = async (answer: Answer, configurationSet?: string): Promise<Posted> => {
  ses = await startStandIn(answer);
  return postTo(ses.url, configurationSet);
};

/** A port at which nobody listens. */
const closedPort = async (): Promise<number> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

beforeEach(stubCredentials);
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await ses?.stop();
  ses = undefined;
});

describe('a message that is taken', () => {
  it('is posted with envelope, tags and configuration set, byte for byte', async () => {
    expect(await post(sent, 'quarterdeck')).toEqual({ outcome: 'sent', messageId: 'm-1' });
    const form = new URLSearchParams(ses?.received[0]?.body);
    expect(Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').equals(message)).toBe(true);
    form.delete('RawMessage.Data');
    expect(Object.fromEntries(form)).toEqual({
      Action: 'SendRawEmail',
      Version: '2010-12-01',
      Source: 'kpis@acme.example',
      'Destinations.member.1': 'ana@acme.example',
      'Tags.member.1.Name': 'send',
      'Tags.member.1.Value': 'abc',
      'Tags.member.2.Name': 'workspace',
      'Tags.member.2.Value': 'acme',
      ConfigurationSetName: 'quarterdeck',
    });
  });

  it('comes on a connection of its own: one that was kept might have died without a word', async () => {
    const connections = new Set<Socket>();
    ses = await startStandIn((received, response, request) => {
      connections.add(request.socket);
      sent(received, response, request);
    });
    const postAgain = await posterTo(ses.url);
    for (let count = 1; count <= 3; count += 1) {
      expect(await postAgain()).toMatchObject({ outcome: 'sent' });
      expect(connections.size).toBe(count);
    }
  });

  it('needs no configuration set', async () => {
    expect(await post(sent)).toMatchObject({ outcome: 'sent' });
    expect(ses?.received[0]?.body).not.toContain('ConfigurationSetName');
  });
});

describe('what came of a message', () => {
  it.each([
    ['refused', 400, 'MessageRejected'],
    ['refused', 400, 'MailFromDomainNotVerified'],
    ['refused', 400, 'ConfigurationSetDoesNotExist'],
    ['refused', 400, 'InvalidParameterValue'],
    ['later', 400, 'ConfigurationSetSendingPaused'],
    ['later', 400, 'ConfigurationSetSendingPausedException'],
    ['later', 400, 'AccountSendingPaused'],
    ['later', 400, 'AccountSendingPausedException'],
    ['retry', 400, 'Throttling'],
    ['retry', 400, 'ThrottlingException'],
    ['retry', 429, 'TooManyRequestsException'],
    ['retry', 403, 'SignatureDoesNotMatch'],
    ['retry', 403, 'ExpiredToken'],
    ['uncertain', 500, 'InternalFailure'],
    ['uncertain', 503, 'ServiceUnavailable'],
  ])('is "%s" after %i %s, and it is posted once', async (outcome, status, code) => {
    const posted = await post(failed(status, code));
    expect(posted.outcome).toBe(outcome);
    expect(posted).toMatchObject({ reason: expect.stringContaining(code) });
    expect(ses?.received).toHaveLength(1);
  });

  it.each([
    ['retry', 'Throttling', 'Maximum sending rate exceeded.'],
    ['later', 'Throttling', 'Daily message quota exceeded.'],
    ['retry', 'ThrottlingException', 'Maximum sending rate exceeded'],
    ['later', 'ThrottlingException', 'Daily message quota exceeded'],
    ['later', 'LimitExceededException', 'Daily message quota exceeded.'],
    ['later', 'MessageRejected', 'Sending paused for this account. For more information, please check the inbox.'],
    ['later', 'MessageRejected', 'Sending suspended for this account. For more information, please check the inbox.'],
    ['refused', 'MessageRejected', 'Email address is not verified: the daily quota of acme.example'],
    ['refused', 'InvalidParameterValue', 'Daily message quota exceeded.'],
  ])('is "%s" where SES answers %s: %s', async (outcome, code, text) => {
    expect(await post(failed(400, code, text))).toMatchObject({ outcome, reason: expect.stringContaining(text) });
  });

  it('tells the reason without names of persons', async () => {
    const text = 'Email address is not verified: ana@acme.example, Rui &lt;rui@acme.example&gt;';
    const posted = await post(failed(400, 'MessageRejected', text));
    expect(posted).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('***@acme.example') });
    expect(JSON.stringify(posted)).not.toMatch(/ana@|rui@/);
  });

  it.each<[string, () => Promise<string>]>([
    ['nobody listens', async () => `http://127.0.0.1:${await closedPort()}`],
    ['nobody listens at any address of the host', async () => `http://localhost:${await closedPort()}`],
    ['the host has no address', async () => 'http://mail.invalid'],
  ])('is "retry" when %s', async (_, endpoint) => {
    expect(await postTo(await endpoint())).toMatchObject({ outcome: 'retry' });
  });

  it('is "retry" when there are no credentials to sign with', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
    expect(await post(sent)).toMatchObject({ outcome: 'retry' });
    expect(ses?.received).toEqual([]);
  });

  it('is "uncertain" when the connection is cut after the request', async () => {
    expect(await post((_, response) => response.destroy())).toMatchObject({ outcome: 'uncertain' });
    expect(ses?.received).toHaveLength(1);
  });

  it('is "uncertain" when the connection is cut in the middle of the answer', async () => {
    const posted = await post((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('<SendRawEmailResponse>', () => response.destroy());
    });
    expect(posted).toMatchObject({ outcome: 'uncertain' });
  });

  it('is "uncertain" when the answer is no answer', async () => {
    expect(await post((_, response) => response.end('<html>'))).toMatchObject({ outcome: 'uncertain' });
    await ses?.stop();
    expect(await post((_, response) => response.end())).toMatchObject({ outcome: 'uncertain' });
  });

  it('is "uncertain" when no answer comes in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const posted = await post(() => vi.advanceTimersByTime(10_000));
    expect(posted).toMatchObject({ outcome: 'uncertain', reason: expect.stringContaining('TimeoutError') });
    expect(ses?.received).toHaveLength(1);
  });

  describe('when connections are not accepted', () => {
    // The kernel drops connections beyond the backlog of a process that never accepts one.
    const deaf = `const server = require('node:net').createServer();
      server.listen(0, '127.0.0.1', 1, () => {
        require('node:fs').writeSync(1, String(server.address().port));
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      });`;
    let child: ChildProcess;
    let fillers: Socket[];
    let port: number;

    beforeEach(async () => {
      child = spawn(process.execPath, ['-e', deaf], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [data] = (await once(child.stdout ?? child, 'data')) as [Buffer];
      port = Number(data.toString());
      fillers = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
      await Promise.race(fillers.map((filler) => once(filler, 'connect')));
    });
    afterEach(() => {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
    });

    it('is "retry"', async () => {
      expect(await postTo(`http://127.0.0.1:${port}`)).toMatchObject({ outcome: 'retry' });
    });
  });
});
