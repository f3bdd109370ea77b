import { describe, expect, it } from 'vitest';
import { canonicalJson, fingerprint } from '../../lambdas/flow/fingerprint.ts';
import { workspaceOf } from '../support/workspace.ts';

const of = (change: Record<string, unknown>) => fingerprint(workspaceOf(change).configuration);

describe('a fingerprint', () => {
  it('is the same for the same configuration, in whatever order it is written', () => {
    const { workspace, timeZone, ...rest } = workspaceOf({ renewalGraceDays: 10 }).configuration;
    expect(fingerprint({ ...rest, timeZone, workspace })).toBe(of({ renewalGraceDays: 10 }));
  });

  it.each([
    ['secrets', { sources: [{ id: 'standard', system: 'standard', secrets: ['x'] }] }],
    ['recipients', { recipients: [{ email: 'ana@acme.example', role: 'crm' }] }],
    ['the hour of mails', { sendAt: '09:00' }],
    ['the sender', { from: 'kpis@acme.example' }],
  ])('does not depend on %s, which no number does', (_what, change) => {
    expect(of(change)).toBe(of({}));
  });

  it.each([
    ['the time zone', { timeZone: 'America/Sao_Paulo' }],
    ['a rate', { rates: { EUR: { '2026-10-01': '1.1' } } }],
    ['a target', { targets: { winRate: { monthly: { atLeast: 0.3 } } } }],
    ['a source', { sources: [] }],
    ['the stages of a source', { sources: [{ id: 'standard', system: 'standard', stages: { won: ['1'] } }] }],
  ])('depends on %s', (_what, change) => {
    expect(of(change)).not.toBe(of({}));
  });
});

it('canonical JSON orders members at every depth, and leaves lists in their order', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }, 2], a: 'x' })).toBe('{"a":"x","b":[{"c":null,"d":1},2]}');
});
