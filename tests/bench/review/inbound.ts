import { seededRandom } from '../../../infra/local/random.ts';
import type { Value } from '../../../lambdas/domain/records/vocabulary.ts';
import { customerId, ownerAt, standing } from './accounts.ts';
import { campaigns } from './business.ts';
import {
  asOf,
  channels,
  firstCreated,
  lasting,
  owners,
  period,
  pick,
  products,
  recordOf,
  type Said,
} from './company.ts';
import type { Made } from './tables.ts';

/** Who turns to the company: leads, tickets, answers. */

/** Without what is `null`, which here was never said. */
const stated = (set: Readonly<Record<string, Value>>): Said['set'] =>
  Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null));

/** As if each was said when it happened; what has not happened yet is not said. */
const saidAt = (happened: Readonly<Record<string, number | null>>): Said[] =>
  Object.entries(happened).flatMap(([field, at]) => (at === null ? [] : [{ at, set: { [field]: at } }]));

const onlyPast = (at: number): number | null => (at < asOf ? at : null);

export function* leadsOf(count: number, customers: number): Generator<Made> {
  const random = seededRandom('leads');
  for (let index = 0; index < count; index += 1) {
    const created = firstCreated + Math.floor(random() * (period.end - firstCreated));
    const respondedAt = random() < 0.8 ? onlyPast(created + lasting(random, 0.3)) : null;
    const qualifiedAt = random() < 0.4 ? onlyPast(created + lasting(random, 6)) : null;
    const convertedAt = random() < 0.15 ? onlyPast(created + lasting(random, 20)) : null;
    const disqualifiedAt = convertedAt === null && random() < 0.3 ? onlyPast(created + lasting(random, 10)) : null;
    const owner = pick(random, owners).id;
    const said: Said[] = [
      {
        at: created,
        set: {
          name: `Lead ${index}`,
          createdAt: created,
          owner,
          source: pick(random, channels),
          product: pick(random, products),
          score: String(Math.floor(random() * 100)),
          campaign: pick(random, campaigns),
        },
      },
      ...saidAt({ respondedAt, qualifiedAt, convertedAt, disqualifiedAt }),
    ];
    if (random() < 0.1) said.push({ at: created + 1 + lasting(random, 2), set: { owner: pick(random, owners).id } });
    if (convertedAt !== null)
      said.push({ at: convertedAt, set: { customer: customerId(Math.floor(random() * customers)) } });
    yield { record: recordOf('lead', `l${index}`, said), rows: [['leads', [created, convertedAt, owner]]] };
  }
}

export function* ticketsOf(count: number, customers: number): Generator<Made> {
  const random = seededRandom('tickets');
  for (let index = 0; index < count; index += 1) {
    const created = firstCreated + Math.floor(random() * (period.end - firstCreated));
    const responded = random() < 0.93 ? onlyPast(created + lasting(random, 0.3)) : null;
    const solved = responded !== null && random() < 0.92 ? onlyPast(responded + lasting(random, 1.5)) : null;
    const owner = random() < 0.95 ? pick(random, owners).id : null;
    const changed = created + 1 + lasting(random, 0.2);
    const next = owner !== null && random() < 0.1 && changed < asOf ? pick(random, owners).id : null;
    const said: Said[] = [
      {
        at: created,
        set: stated({
          createdAt: created,
          owner,
          status: 'open',
          customer: random() < 0.95 ? customerId(Math.floor(random() * customers)) : null,
          channel: pick(random, ['mail', 'chat', 'phone', 'form']),
          priority: pick(random, ['low', 'normal', 'normal', 'high']),
        }),
      },
      ...saidAt({ respondedAt: responded }),
    ];
    if (next !== null) said.push({ at: changed, set: { owner: next } });
    if (solved !== null) {
      const [replies, reopens] = [String(1 + Math.floor(random() ** 2 * 6)), random() < 0.05 ? '1' : '0'];
      said.push({ at: solved, set: { solvedAt: solved, status: 'solved', replies, reopens } });
    }
    const responder = responded !== null && next !== null && changed <= responded ? next : owner;
    yield {
      record: recordOf('ticket', `t${index}`, said),
      rows: [['tickets', [created, responded, owner, responder]]],
    };
  }
}

/** The greatest scores of the scales on which satisfaction is asked for; no scale said is one of 5. */
const csatScales = [null, null, null, 10, 3, 2];
const kinds = ['nps', 'nps', 'nps', 'csat', 'csat', 'ces'] as const;
const usual = { nps: 10, csat: 5, ces: 7 };

export function* surveysOf(count: number, customers: number): Generator<Made> {
  const random = seededRandom('surveys');
  for (let index = 0; index < count; index += 1) {
    const kind = pick(random, kinds);
    const sentAt = firstCreated + Math.floor(random() * (period.end - firstCreated));
    const answered = random() < 0.45 ? onlyPast(sentAt + lasting(random, 1)) : null;
    const scale = kind === 'csat' ? pick(random, csatScales) : null;
    const greatest = scale ?? usual[kind];
    // Of most people the better half of the scale is to be had.
    const least = kind === 'nps' || greatest === 10 ? 0 : 1;
    const score = least + Math.floor(Math.sqrt(random()) * (greatest - least + 1));
    const customer = random() < 0.95 ? Math.floor(random() * customers) : null;
    const respondent = random() < 0.6 ? `r${Math.floor(random() * count)}` : null;
    const set = stated({
      kind,
      sentAt,
      customer: customer === null ? null : customerId(customer),
      respondent,
      touchpoint: pick(random, ['onboarding', 'support', 'quarterly']),
      scaleMax: scale === null ? null : String(scale),
    });
    const said: Said[] = [{ at: sentAt, set }];
    if (answered !== null) said.push({ at: answered, set: { at: answered, score: String(score) } });
    const stands = customer === null ? null : standing(customer);
    const person = respondent ?? (stands === null ? `s${index}` : `c${stands}`);
    const owner = stands === null || answered === null ? null : ownerAt(stands, answered);
    yield {
      record: recordOf('survey', `s${index}`, said),
      rows: answered === null ? [] : [['surveys', [kind, answered, score, greatest, person, owner]]],
    };
  }
}
