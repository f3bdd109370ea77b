import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseObservations } from '../../../lambdas/domain/records/batch.ts';
import { encode } from '../../../lambdas/domain/records/encode.ts';
import { fold } from '../../../lambdas/domain/records/fold.ts';
import { statesOf } from '../../../lambdas/domain/records/states.ts';
import { readRecord } from '../../../lambdas/domain/records/view.ts';
import { validateConfiguration } from '../../../lambdas/domain/workspaces/validate.ts';
import { builtIn } from '../../../lambdas/flow/builtIn.ts';
import { zendesk } from '../../../lambdas/sources/zendesk/index.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/sources/zendesk.md'), 'utf8');

describe('the page of Zendesk', () => {
  it('has an example that is taken as it stands, once its secret is filled in', () => {
    const [, example = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? [];
    const filled = example.replace(/\$\{\w+\}/, 'bQ3mN8vKx2Lp7ZsRt5Yw1Ac9Ed4Fg6Hj0==');
    const workspace = { workspace: 'acme', timeZone: 'Europe/Lisbon', currency: 'EUR', ...parse(filled) };
    const known = {
      ...builtIn,
      systems: ['zendesk'],
      secretProblem: (_: string, secret: string) => zendesk.secretProblem(secret),
    };
    expect(validateConfiguration(workspace, known)).toMatchObject({ configuration: {}, warnings: [] });
  });

  it('has a body for triggers that is taken as it stands, and of which the greater number of one instant counts', () => {
    const [, body = ''] = /^ *```json\n([\s\S]*?)^ *```/m.exec(page) ?? [];
    const told = (replies: number) =>
      body
        .replace('{{ticket.id}}', '900')
        .replace('{{ticket.updated_at_with_timestamp}}', '2026-10-05T10:00Z')
        .replace('"replies": 1', `"replies": ${replies}`);
    const read = [1, 2, 1].map((replies) => parseObservations(told(replies), 'json', Date.parse('2026-10-05T10:01Z')));
    expect(read.flatMap(({ rejected }) => rejected)).toEqual([]);
    const states = read
      .flatMap(({ observations }) => observations)
      .flatMap(({ observation }) => statesOf(observation))
      .map(({ state }) => state);
    const ticket = readRecord('ticket', encode(states.reduce((a, b) => fold(a, b))));
    expect(ticket.current('replies')).toBe('2');
  });
});
