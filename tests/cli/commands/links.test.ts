import { describe, expect, test } from 'vitest';
import { startApi } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';

const revoking = async (...args: readonly string[]) => {
  const api = await startApi({ 'DELETE /v1/workspaces/acme/links': () => ({ status: 204 }) });
  return { ...(await quarterdeck(['links', 'acme', ...args], { env: api.env })), asked: api.asked };
};

describe('links', () => {
  test('ends those of one recipient', async () => {
    const { code, stdout, asked } = await revoking('--revoke', 'ana+kpis@acme.example');
    expect([code, asked[0]?.query.get('recipient')]).toEqual([0, 'ana+kpis@acme.example']);
    expect(stdout).toContain('to ana+kpis@acme.example open nothing');
  });

  test('ends those of all, where no address is named', async () => {
    const { code, json, asked } = await revoking('--revoke', '--json');
    expect([code, asked[0]?.query.has('recipient'), json()]).toEqual([0, false, { revoked: 'all' }]);
  });

  test('does nothing unless it is told to', async () => {
    const { code, asked } = await revoking();
    expect([code, asked]).toEqual([2, []]);
  });
});
