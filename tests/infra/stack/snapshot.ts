import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { shown, synthesised } from '../support/deployment.ts';

/**
 * The whole template of a deployment, so that what a change does to an account is seen before it is made.
 * `npx vitest run tests/infra/stack.test.ts -u` writes it anew.
 */

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** What is shown in place of what is of no use to a reader. */
const erased: Readonly<Record<string, (value: unknown) => unknown>> = {
  S3Key: () => '<asset>',
  DashboardBody: (body) => [...shown(body).matchAll(/"title":"([^"]+)"/g)].map(([, title]) => title),
};

/** Without what changes with the functions' code or stands there for the CDK itself, in the order of names. */
const still = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(still);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'Metadata')
      .sort(byName)
      .map(([name, inner]) => [name, erased[name]?.(inner) ?? still(inner)]),
  );
};

it('is the template that is on record', async () => {
  const { Resources, Outputs } = synthesised({ alarmEmail: 'ops@acme.example' }).template.toJSON();
  const text = stringify(still({ Outputs, Resources }), { lineWidth: 0, aliasDuplicateObjects: false });
  await expect(text).toMatchFileSnapshot('support/template.txt');
});
