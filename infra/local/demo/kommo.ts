import { day, hour, wholeSeconds } from './calendar.ts';
import { type Deal, type DealEvent, stages, won } from './deal.ts';

/** Ids of the account, its pipeline and its fields, as `workspace.yaml` names them. */
const account = { id: '31275501', subdomain: 'ipealto' };
const pipeline = '7105543';
const fields = {
  source: '1118164',
  answered: '1118166',
  product: '1118168',
  customer: '1118170',
  lostReason: '1118172',
  cost: '1118174',
  kind: '1118176',
  campaign: '1118178',
};

/** One lead in one hook: `leads[action][…]`, its values by their path within. */
export interface Hook {
  readonly at: number;
  readonly action: 'add' | 'update' | 'status' | 'responsible';
  readonly pairs: readonly (readonly [path: string, value: string])[];
}

/** A lead as it stood after some of its events. */
interface Standing {
  readonly status: string;
  readonly oldStatus: string;
  readonly price: number;
  readonly owner: string;
  readonly oldOwner: string;
  readonly answeredAt: number | null;
}

const seconds = (instant: number): string => String(Math.floor(instant / 1000));

const after = (standing: Standing, event: DealEvent): Standing => {
  switch (event.kind) {
    case 'add':
      return standing;
    case 'answered':
      return { ...standing, answeredAt: event.contact };
    case 'priced':
      return { ...standing, price: event.price };
    case 'owned':
      return { ...standing, owner: event.owner.kommo ?? '0', oldOwner: standing.owner };
    case 'moved':
      return { ...standing, status: event.status, oldStatus: standing.status };
  }
};

const actions = { add: 'add', answered: 'update', priced: 'update', owned: 'responsible', moved: 'status' } as const;

const customFields = (
  deal: Deal,
  { status, answeredAt }: Standing,
  customerOf: (deal: Deal) => string | null,
): Hook['pairs'] => {
  const customer = customerOf(deal);
  const known = deal.customer !== null || status === won;
  const custom: (readonly [id: string, name: string, value: string, isDate?: true])[] = [
    [fields.source, 'Lead source', deal.source],
    [fields.product, 'Product', deal.product.code],
    [fields.cost, 'Cost', String(deal.cost)],
    [fields.kind, 'Kind', deal.kind],
  ];
  if (answeredAt !== null) custom.push([fields.answered, 'First contact', seconds(answeredAt), true]);
  if (known && customer !== null) custom.push([fields.customer, 'Customer number', `hub:${customer}`]);
  if (deal.campaign !== null) custom.push([fields.campaign, 'Campaign', `hub:${deal.campaign}`]);
  if (status === '143') custom.push([fields.lostReason, 'Reason', deal.lostReason]);
  return custom.flatMap(([id, name, value, isDate], index) => [
    [`[custom_fields][${index}][id]`, id],
    [`[custom_fields][${index}][name]`, name],
    // Dates are bare values, all others have a name.
    [`[custom_fields][${index}][values][0]${isDate ? '' : '[value]'}`, value],
  ]);
};

/** What Kommo would send of one deal's events, within `[from, until]`. */
export const hooksOf = (
  deal: Deal,
  { from, until, customerOf }: { from: number; until: number; customerOf: (deal: Deal) => string | null },
): Hook[] => {
  const owner = deal.owner.kommo ?? '0';
  const createdAt = deal.events[0]?.at ?? from;
  let standing: Standing = {
    status: stages[0].id,
    oldStatus: '',
    price: deal.price,
    owner,
    oldOwner: '',
    answeredAt: null,
  };
  const hook = (action: Hook['action'], at: number): Hook => ({
    at,
    action,
    pairs: [
      ['[id]', deal.id],
      ['[name]', `${deal.product.name}${deal.quantity > 1 ? ` × ${deal.quantity}` : ''} · ${deal.company.name}`],
      ['[status_id]', standing.status],
      ...(standing.oldStatus === '' ? [] : [['[old_status_id]', standing.oldStatus] as const]),
      ['[price]', String(standing.price)],
      ['[responsible_user_id]', standing.owner],
      ...(action === 'responsible' ? [['[old_responsible_user_id]', standing.oldOwner] as const] : []),
      ['[last_modified]', seconds(at)],
      ['[date_create]', seconds(createdAt)],
      ['[pipeline_id]', pipeline],
      ['[account_id]', account.id],
      ...customFields(deal, standing, customerOf),
      ['[created_at]', seconds(createdAt)],
      ['[updated_at]', seconds(at)],
    ],
  });
  const hooks: Hook[] = [];
  const earlier = deal.events.filter(({ at }) => at < from);
  for (const event of earlier) standing = after(standing, event);
  // What was open when the hooks began to come is told by an edit soon after.
  if (earlier.length > 0 && earlier.length < deal.events.length) {
    const edited = wholeSeconds(from + 9 * hour + (Number(deal.id) % 7) * hour);
    if (deal.events.every(({ at }) => at < from || at > edited)) hooks.push(hook('update', edited));
  }
  for (const event of deal.events) {
    if (event.at < from || event.at > until) continue;
    standing = after(standing, event);
    hooks.push(hook(actions[event.kind], event.at));
  }
  return hooks.filter(({ at }) => at <= until);
};

/** One request as Kommo sends it: a form with keys in brackets, hooks of one kind numbered from zero. */
export const kommoBody = (hooks: readonly Hook[]): string => {
  const form = new URLSearchParams();
  const counts = new Map<string, number>();
  for (const { action, pairs } of hooks) {
    const index = counts.get(action) ?? 0;
    counts.set(action, index + 1);
    for (const [path, value] of pairs) form.append(`leads[${action}][${index}]${path}`, value);
  }
  form.append('account[subdomain]', account.subdomain);
  form.append('account[id]', account.id);
  return form.toString();
};

/** A night's synchronisation repeats what was said late the evening before. */
export const repeatedInNextNight = ({ at }: Hook): boolean => Math.floor(at / 1000) % 41 === 0 && at % day !== 0;
