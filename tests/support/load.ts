import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { Random } from '../../infra/local/random.ts';
import { formOf } from '../sources/kommo/form.ts';
import { adminKey } from './system.ts';

/** The workspace that takes the load: its deals are closed in December 2023, in a round that a field of theirs tells. */
export const workspace = 'acme';

const created = Date.UTC(2023, 11, 1, 9);
const closed = Date.UTC(2023, 11, 15, 10);
const roundField = '7';

export interface Secrets {
  /** The token in the address of Kommo's hooks. */
  readonly kommo: string;
  /** What Standard Webhooks signs with. */
  readonly standard: string;
}

/** The sources of the configuration that the load is sent to. */
export const loadedSources = ({ kommo, standard }: Secrets) => [
  {
    id: 'kommo',
    system: 'kommo',
    secrets: [kommo],
    fields: { deal: { 'custom.round': `custom:${roundField}` } },
  },
  { id: 'standard', system: 'standard', secrets: [standard] },
];

/** One request, and what became of it. */
export interface Request {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The deals that it tells of, as `source:id`. */
  readonly deals: readonly string[];
  /** The answer's status; `null` where none came. */
  status: number | null;
}

export interface LoadSettings {
  readonly url: string;
  readonly secrets: Secrets;
  /** Decides what is sent, and when. */
  readonly random: Random;
  /** What the deals of this load have in common, and no others. */
  readonly round: string;
  /** On average; the gaps are as random as those between people's clicks. */
  readonly perSecond: number;
  /** Sends so many by itself and then no more, so that a slow machine is not buried. */
  readonly most: number;
}

/** A client that sends when it is time to send, however long the answers take. */
export interface Load {
  /** All that was sent. */
  readonly requests: readonly Request[];
  /** Sends one webhook of so many deals beside all else; settles when it is answered. */
  large(deals: number): Promise<void>;
  /** Sends nothing more, and waits until nothing is under way. */
  stop(): Promise<void>;
}

const wonDeal = (id: string, round: string) => ({
  record: 'deal',
  id,
  at: new Date(closed).toISOString(),
  set: {
    createdAt: new Date(created).toISOString(),
    closedAt: new Date(closed).toISOString(),
    outcome: 'won',
    amount: '100',
    'custom.round': round,
  },
});

const leadWon = (id: string, round: string) => ({
  id,
  name: `Lead ${id}`,
  status_id: '142',
  old_status_id: '30',
  price: '100',
  pipeline_id: '3',
  created_at: String(created / 1000),
  updated_at: String(closed / 1000),
  closed_at: String(closed / 1000),
  custom_fields: [{ id: roundField, name: 'Round', values: [{ value: round }] }],
});

type Unsent = Omit<Request, 'status'>;

/** A webhook as Standard Webhooks signs it: acknowledged once it is stored, and translated after that. */
const signed = (ids: readonly string[], { round, secrets }: LoadSettings): Unsent => {
  const [id] = ids;
  const now = new Date();
  const data = ids.map((one) => wonDeal(one, round));
  const body = JSON.stringify({ type: 'observations', timestamp: now.toISOString(), data });
  return {
    path: `/hooks/${workspace}/standard`,
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': `msg_${id}`,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secrets.standard).sign(`msg_${id}`, now, body),
    },
    deals: ids.map((one) => `standard:${one}`),
  };
};

const form = (id: string, { round, secrets }: LoadSettings): Unsent => ({
  path: `/hooks/${workspace}/kommo/${secrets.kommo}`,
  body: formOf({ leads: { status: [leadWon(id, round)] } }),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  deals: [`kommo:${id}`],
});

/** A batch as programs post it: acknowledged once it is in the records. */
const observations = (ids: readonly string[], { round }: LoadSettings): Unsent => ({
  path: `/v1/workspaces/${workspace}/sources/standard/observations`,
  body: JSON.stringify(ids.map((id) => wonDeal(id, round))),
  headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` },
  deals: ids.map((id) => `standard:${id}`),
});

/** Starts sending: signed webhooks, Kommo's forms, now and then a batch, and some of these a second time. */
export const startLoad = (settings: LoadSettings): Load => {
  const { url, random, round, perSecond, most } = settings;
  const requests: Request[] = [];
  const underWay = new Set<Promise<unknown>>();
  let deals = 0;
  let stopped = false;

  const newId = (): string => {
    deals += 1;
    return `${round}${String(deals).padStart(5, '0')}`;
  };

  const send = (unsent: Unsent): Promise<Request> => {
    const request: Request = { ...unsent, status: null };
    requests.push(request);
    const { path, body, headers } = request;
    const answered = fetch(`${url}${path}`, { method: 'POST', body, headers }).then(
      ({ status }) => {
        request.status = status;
        return request;
      },
      () => request,
    );
    underWay.add(answered);
    void answered.then(() => underWay.delete(answered));
    return answered;
  };

  const next = (): Unsent => {
    const kind = random();
    const earlier = requests[Math.floor(random() * requests.length)];
    if (kind < 0.1 && earlier) return earlier;
    if (kind < 0.2) return observations(Array.from({ length: 5 }, newId), settings);
    return kind < 0.5 ? form(newId(), settings) : signed([newId()], settings);
  };

  const run = async (): Promise<void> => {
    let due = performance.now();
    for (let count = 0; count < most && !stopped; count += 1) {
      void send(next());
      due += (-Math.log(1 - random()) * 1000) / perSecond;
      await sleep(Math.max(0, due - performance.now()));
    }
  };
  const running = run();

  return {
    requests,
    large: async (count) => void (await send(signed(Array.from({ length: count }, newId), settings))),
    async stop() {
      stopped = true;
      await running;
      await Promise.all(underWay);
    },
  };
};
