import type { Statement } from '../statement.ts';
import { textAt } from './form.ts';
import { type Entity, nothing } from './hooks.ts';
import { changedAtOf, epochOf } from './lead.ts';

const ofLead = '2';
const done = '1';

/** Tasks of leads: the next follow-up is when the task that was changed last is to be done. */
export const tasks: Entity = {
  isTimeless: ({ action, branch }) => action === 'delete' || changedAtOf(branch) === undefined,

  told({ action, branch }, { firstReceivedAt }) {
    const id = textAt(branch, 'element_id');
    if (textAt(branch, 'element_type') !== ofLead || id === undefined) return nothing;
    const due = epochOf(textAt(branch, 'complete_before'));
    const isOver = action === 'delete' || textAt(branch, 'status') === done;
    const nextFollowUpAt = due === undefined || isOver ? null : new Date(due);
    const at = action === 'delete' ? firstReceivedAt : (changedAtOf(branch) ?? firstReceivedAt);
    const statement: Statement = { record: 'lead', id, at, set: { nextFollowUpAt } };
    return { statements: [statement] };
  },
};
