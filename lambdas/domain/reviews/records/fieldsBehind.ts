import type { Kpi } from '../../kpis/kpi.ts';
import { fieldsOf, type RecordType } from '../../records/vocabulary.ts';
import { wanted } from '../stated.ts';

const ofMoney: ReadonlySet<string> = new Set(['amount', 'cost', 'mrr', 'renewedAmount']);

const tellsMoney = ({ unit }: Kpi): boolean => unit === 'money' || unit === 'moneyPerDay';

/** The fields of a record type that a KPI asks for; amounts with the currency that they are in. */
export const fieldsBehind = (kpi: Kpi, type: RecordType): string[] => {
  const has = (field: string): boolean => Object.hasOwn(fieldsOf(type), field);
  const asked = kpi.requires
    .flat(2)
    .map(wanted)
    .filter((want) => want.type === type)
    .map(({ field }) => field);
  const fields = [...new Set([...asked, ...(tellsMoney(kpi) && has('amount') ? ['amount'] : [])])];
  return fields.some((field) => ofMoney.has(field)) && has('currency') ? [...new Set([...fields, 'currency'])] : fields;
};
