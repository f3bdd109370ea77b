import { describe, expect, it } from 'vitest';
import { parseObservation } from '../../lambdas/domain/records/parse.ts';
import type { SourceSettings } from '../../lambdas/domain/workspaces/settings.ts';
import { aliasesOf, emailAlias } from '../../lambdas/sources/aliases.ts';
import { configured } from './configuration.ts';

const object: Readonly<Record<string, string>> = { 'metadata.crm_id': '42', 'metadata.ref': 'crm:7', other: 'x:1' };
const settings = (change: Partial<SourceSettings> = {}): SourceSettings =>
  configured('stripe', { sources: ['stripe', 'crm'], authority: { customer: 'crm' }, ...change });
const aliases = (change: Partial<SourceSettings>, email?: string): string[] =>
  aliasesOf('customer', settings(change), (path) => object[path], email);

describe('what a record is called elsewhere', () => {
  it('is what the configured path holds, an id of the authority unless it names a source', () => {
    expect(aliases({ identity: { customer: 'metadata.crm_id' } })).toEqual(['crm:42']);
    expect(aliases({ identity: { customer: 'metadata.ref' }, authority: {} })).toEqual(['crm:7']);
    expect(aliases({ identity: { customer: 'other' } })).toEqual(['crm:x:1']);
  });

  it('is nothing where nothing says so', () => {
    expect(aliases({})).toEqual([]);
    expect(aliases({ identity: { customer: 'absent' } })).toEqual([]);
    expect(aliases({ identity: { customer: 'metadata.crm_id' }, authority: {} })).toEqual([]);
    expect(aliases({ identity: { deal: 'metadata.crm_id' } })).toEqual([]);
  });

  it('is the hash of an address, however that is written, where the workspace ties by it', () => {
    expect(aliases({ byEmail: true }, ' Ana@Acme.example')).toEqual([emailAlias('ana@acme.example')]);
    expect(aliases({ byEmail: true }, 'ana@acme.example').join()).not.toContain('ana');
    expect(aliases({}, 'ana@acme.example')).toEqual([]);
    expect(aliases({ byEmail: true }, 'no address')).toEqual([]);
    expect(aliasesOf('lead', settings({ byEmail: true }), () => undefined, 'ana@acme.example')).toEqual([]);
  });

  it('can stand in an observation', () => {
    const same = aliases({ byEmail: true, identity: { customer: 'metadata.crm_id' } }, 'ana@acme.example');
    const said = { record: 'customer', id: '1', at: '2026-10-01T00:00:00Z', same };
    expect(parseObservation(said, 0, Date.parse('2026-10-02T00:00:00Z'))).toMatchObject({ observation: { same } });
  });
});
