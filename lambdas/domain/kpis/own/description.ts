import type { OwnKpi } from '../../workspaces/schema.ts';
import type { KpiDescription } from '../kpi.ts';
import { isShare, type Made, unitOfMade } from './made.ts';
import { formulaInWords } from './wording.ts';

/** What is said in English, else what is said first. */
const english = (texts: Readonly<Record<string, string>>): string | undefined => texts.en ?? Object.values(texts)[0];

const sentence = (formula: string): string => `${formula.charAt(0).toUpperCase()}${formula.slice(1)}.`;

/** What readers are told of a company's own KPI; its data needs aside. */
export const describedOwn = (
  { id, name, definition = {}, better, category, audiences }: OwnKpi,
  made: Made,
): Omit<KpiDescription, 'needs'> => {
  const formula = formulaInWords(made);
  const unit = unitOfMade(made);
  // Validation lets no configuration through of which a KPI has none.
  if (unit === null) throw new Error(`The terms of the KPI "${id}" do not go together.`);
  return {
    id,
    name: english(name) ?? id,
    definition: english(definition) ?? sentence(formula),
    formula,
    unit,
    better,
    category,
    audiences,
    source: 'workspace.yaml',
    ...(unit === 'ratio' && !isShare(made) && { toldAs: 'number' }),
  };
};
