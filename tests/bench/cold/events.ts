import type { FunctionName } from '../../../infra/constructs/functionNames.ts';
import { gatewayEvent, type HttpRequest } from '../../../infra/local/http/gateway.ts';
import { queueEvent, streamEvent, streamRecord, topicEvent } from '../../handlers/events.ts';
import { adminKey, configuration, standardHook, workspace } from '../support/hooks.ts';
import { type State, sendOf } from './state.ts';

/** Makes the next event of a function: small, and with work in it. */
export type NextEvent = () => Promise<unknown>;

/** The month before this one, in UTC. */
const lastMonth = (now: Date): { readonly start: string; readonly period: string } => {
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 10);
  return { start, period: start.slice(0, 'YYYY-MM'.length) };
};

const asked = (method: string, target: string, body?: object): HttpRequest => ({
  method,
  target,
  headers: { authorization: [`Bearer ${adminKey}`], 'content-type': ['application/json'], host: ['localhost'] },
  body: Buffer.from(body ? JSON.stringify(body) : ''),
  sourceIp: '198.51.100.7',
  httpVersion: '1.1',
});

const answered = (request: HttpRequest): unknown => gatewayEvent(request, Date.now());

/** Applies the workspace that the other events are about. */
export const applied = (): unknown => answered(asked('PUT', `/v1/workspaces/${workspace}`, configuration));

export const eventsOn = ({ pending, queued }: State): Readonly<Record<FunctionName, NextEvent>> => {
  const month = lastMonth(new Date());
  const delivered = sendOf(1, month);
  let sent = 0;
  return {
    async receive() {
      sent += 1;
      return answered(standardHook({ id: sent, version: 0, now: Date.now() }));
    },
    async translate() {
      const { pk, sk } = await pending();
      return streamEvent(streamRecord(pk, sk, String(Date.now())));
    },
    schedule: async () => ({ time: new Date().toISOString() }),
    review: async () =>
      queueEvent({
        workspace,
        period: month.period,
        asOf: Date.now(),
        scopes: [null],
        recipients: [],
        late: [],
        job: null,
      }),
    mail: async () => queueEvent({ send: await queued(sendOf(0, month)), asOf: Date.now() }),
    async feedback() {
      await queued(delivered);
      const timestamp = new Date().toISOString();
      const tags = { workspace: [workspace], send: [delivered.id] };
      return topicEvent({ eventType: 'Delivery', mail: { messageId: 'm1', timestamp, tags }, delivery: { timestamp } });
    },
    api: async () => answered(asked('GET', `/v1/workspaces/${workspace}`)),
  };
};
