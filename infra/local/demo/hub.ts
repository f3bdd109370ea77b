import { hour, type Month } from './calendar.ts';
import { agents, leaver, products, sellers, successor } from './company.ts';
import type { Customer } from './customers.ts';
import { type Observation, said } from './observation.ts';
import { departure } from './people.ts';
import { serviceOf } from './service.ts';

const emailOf = (name: string): string =>
  `${
    name
      .normalize('NFD')
      .replace(/[^\p{ASCII}]/gu, '')
      .toLowerCase()
      .split(' ')[0]
  }@ipe-alto.example`;

/** The people, and that Kommo knows the sellers by other ids. */
const users = (months: readonly Month[], start: number): Observation[] => {
  const left = departure(months);
  return [...sellers, ...agents].flatMap(({ id, name, team, region, kommo }) => {
    const activeFrom = kommo === successor.kommo ? left : start - 400 * 24 * hour;
    const set = { name, email: emailOf(name), team, region, activeFrom: said(activeFrom) };
    const came: Observation = {
      record: 'user',
      id,
      at: Math.max(start, activeFrom),
      set,
      ...(kommo !== null && { same: [`kommo:${kommo}`] }),
    };
    const went: Observation = { record: 'user', id, at: left, set: { activeUntil: said(left) } };
    return id === leaver.id ? [came, went] : [came];
  });
};

/** The products, and the codes that Kommo knows them by. */
const catalogue = (start: number): Observation[] =>
  products.map(({ code, name, cost }, index) => ({
    record: 'product',
    id: `p-${index + 1}`,
    at: start,
    set: { name, cost },
    same: [`kommo:${code}`],
  }));

/** How one customer came, and went. */
const customer = (
  { id, name, industry, region, owner, source, since, until, churnReason }: Customer,
  start: number,
): Observation[] => {
  const set = { name, industry, region, owner, source, since: said(since), status: 'active' };
  const came: Observation = { record: 'customer', id, at: Math.max(start, since), set };
  if (until === null) return [came];
  return [came, { record: 'customer', id, at: until, set: { status: 'ended', until: said(until), churnReason } }];
};

/** Everything that the hub says in the months, in no particular order. */
export const hubOf = (customers: readonly Customer[], months: readonly Month[]): Observation[] => {
  const start = (months.find(({ index }) => index === 0)?.start ?? 0) + hour;
  return [
    ...users(months, start),
    ...catalogue(start),
    ...customers.flatMap((one) => customer(one, start)),
    ...serviceOf(customers, months),
  ];
};
