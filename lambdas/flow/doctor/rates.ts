import type { Workspace } from '../../domain/ports.ts';
import { readRecord } from '../../domain/records/view.ts';
import { isRecordType } from '../../domain/records/vocabulary.ts';
import type { LeftOut, ReviewDocument } from '../../domain/reviews/document.ts';
import type { Configuration } from '../../domain/workspaces/schema.ts';
import type { Services } from '../services.ts';
import { firstGeneration } from '../translate.ts';
import { type Asked, applyIt, type Check, counted, ok, warning } from './check.ts';

type Needs = Pick<Services, 'reviews' | 'records' | 'workspaces'>;

const mostReviews = 20;

/** Of the whole workspace, where there is one among the newest. */
const latestReview = async ({ reviews }: Needs, workspace: string): Promise<ReviewDocument | undefined> => {
  const { items } = await reviews.list(workspace, mostReviews);
  const found = items.find(({ scope }) => scope === null) ?? items[0];
  if (!found) return undefined;
  const { id, cadence, scope, version } = found;
  const [, , start = ''] = id.split('/');
  return reviews.get({ workspace, cadence, start, scope }, version);
};

/**
 * The currency of a record's amounts, `kommo:deal:42`; `null` where it cannot be told any more, or is that of a source of
 * which the configuration's own check tells that it has no rate.
 */
const currencyOf = async (
  { records, workspaces }: Needs,
  { workspace, sources, rates }: Configuration,
  ref: string,
): Promise<string | null> => {
  const [, source = '', type = '', id = ''] = /^([^:]*):([^:]*):(.*)$/s.exec(ref) ?? [];
  if (!isRecordType(type)) return null;
  const state = await workspaces.sourceState(workspace, source);
  const [stored] = await records.get([
    { workspace, source, generation: state?.generation ?? firstGeneration, type, id },
  ]);
  const said = stored && readRecord(type, stored.state).current('currency');
  if (typeof said === 'string') return said;
  const usual = sources.find((one) => one.id === source)?.currency;
  return stored && usual !== undefined && Object.hasOwn(rates, usual) ? usual : null;
};

const checkOf = (
  currency: string,
  leftOut: number,
  document: ReviewDocument,
  { configuration, fingerprint }: Workspace,
): Check[] => {
  const { currency: own, rates } = configuration;
  const about = ['configuration.rates', currency] as const;
  const left = `In ${document.period} ${counted(leftOut, 'record')} in a currency without a rate ${leftOut === 1 ? 'was' : 'were'} left out of KPIs of money.`;
  const first = document.start.slice(0, 10);
  if (currency === own) return [];
  if (!Object.hasOwn(rates, currency)) {
    const example = `rates: {${currency}: {"${first}": "…"}}`;
    return [
      warning(
        about,
        `Nothing says what one ${currency} is in ${own}. ${left}`,
        `Write it into workspace.yaml, from the first day on which there are amounts in it: ${example}. Then\n${applyIt}`,
      ),
    ];
  }
  // A rate that was given since then is for the next review to use.
  if (document.configuration !== fingerprint) return [];
  return [
    warning(
      about,
      `The rates of ${currency} begin after some of the amounts in it. ${left}`,
      `Write an earlier one into workspace.yaml, of the first day on which there are amounts in it. Then\n${applyIt}`,
    ),
  ];
};

/**
 * Whether amounts are left out for want of a rate, as the latest review found: a currency that only records name is in no
 * configuration. Of the records that were left out the examples are read, which name the currency.
 */
export const rateChecks = async (services: Needs, { workspace }: Asked): Promise<readonly Check[]> => {
  const { configuration } = workspace;
  const document = await latestReview(services, configuration.workspace);
  if (!document) return [];
  const isRateless = ({ code }: LeftOut): boolean => code === 'noRate';
  const found = document.kpis.flatMap(({ leftOut }) => leftOut.filter(isRateless));
  const examples = [...new Set(found.map(({ example }) => example))];
  const currencies = await Promise.all(examples.map((example) => currencyOf(services, configuration, example)));
  const most = Math.max(0, ...found.map(({ records }) => records));
  const stated = [...new Set(currencies)].filter((currency) => currency !== null);
  const checks = stated.flatMap((currency) => checkOf(currency, most, document, workspace));
  return found.length > 0
    ? checks
    : [ok(['configuration.rates', 'rates'], 'No amount was left out of the latest review for want of a rate.')];
};
