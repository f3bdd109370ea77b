import { instant, type Statement } from '../statement.ts';
import { idAt, textAt } from './form.ts';
import { type Entity, nothing } from './hooks.ts';
import { changedAtOf, epochOf, isOfLead } from './lead.ts';

const done = '1';

/** Tasks of leads: the next follow-up is when the task that was changed last is to be done. */
export const tasks: Entity = {
  isTimeless: ({ action, branch }) => action === 'delete' || changedAtOf(branch) === undefined,

  told({ action, branch }, { firstReceivedAt }) {
    const id = idAt(branch, 'element_id');
    if (!isOfLead(textAt(branch, 'element_type')) || id === undefined) return nothing;
    const due = epochOf(textAt(branch, 'complete_before'));
    const isOver = action === 'delete' || textAt(branch, 'status') === done;
    const nextFollowUpAt = isOver ? null : instant(due);
    const at = action === 'delete' ? firstReceivedAt : (changedAtOf(branch) ?? firstReceivedAt);
    const statement: Statement = { record: 'lead', id, at, set: { nextFollowUpAt } };
    return { statements: [statement] };
  },
};
