import { expect, it } from 'vitest';
import { foreignSenderProblem, senderAddress } from '../../../lambdas/domain/workspaces/sender.ts';

it.each([
  ['Acme KPIs <kpis@acme.example>', 'kpis@acme.example'],
  ['kpis@acme.example', 'kpis@acme.example'],
  // A name before the @ is the receiver's own business; a domain is the same in any case.
  ['KPIs <Kpis@ACME.Example>', 'Kpis@acme.example'],
  ['"a <b>" <kpis@acme.example> ', 'kpis@acme.example'],
])('the envelope of %j holds %s', (sender, address) => {
  expect(senderAddress(sender)).toBe(address);
});

it.each([
  ['kpis@acme.example', null],
  ['KPIs <kpis@Mail.Acme.Example>', null],
  ['kpis@notacme.example', 'acme.example'],
  ['kpis@acme.example.evil', 'acme.example'],
])('a sender %j where acme.example is deployed: %s', (sender, problem) => {
  if (problem === null) expect(foreignSenderProblem(sender, 'acme.example')).toBeNull();
  else expect(foreignSenderProblem(sender, 'acme.example')).toContain(problem);
  expect(foreignSenderProblem(sender, undefined)).toBeNull();
});
