import { customers } from './customers.ts';
import type { Mutations } from './mutation.ts';
import { purchases } from './purchases.ts';
import { revenue } from './revenue.ts';
import { sales } from './sales.ts';
import { service } from './service.ts';
import { stages } from './stages.ts';
import { use } from './use.ts';

/** At least one way to get each KPI of the catalogue wrong. */
export const mutations: Mutations = { ...sales, ...stages, ...purchases, ...customers, ...revenue, ...service, ...use };
