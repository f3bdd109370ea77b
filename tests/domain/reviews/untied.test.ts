import { describe, expect, it } from 'vitest';
import { customer, longAgo, order, type Posted, reviewOf } from '../../support/review.ts';
import { workspaceOf } from '../../support/workspace.ts';

const workspace = workspaceOf({ sources: ['billing', 'crm', 'shop'].map((id) => ({ id, system: 'standard' })) });
const told = (source: string, id: string, more: object = {}): Posted => ({
  ...customer(id, { name: 'Ana' }),
  source,
  ...more,
});

/** How many there are of each source, and their examples. */
const untied = (observations: readonly Posted[]) =>
  Object.fromEntries(
    reviewOf(observations, { period: '2026-03', workspace }).coverage.flatMap(
      ({ source, untied: customers, untiedExamples }) =>
        customers === undefined ? [] : [[source, [customers, untiedExamples]]],
    ),
  );

describe('customers that nothing ties to one of another source', () => {
  it('are counted by source, and up to twenty of them named', () => {
    const many = Array.from({ length: 25 }, (_, index) => told('crm', String(index + 10)));
    const names = Array.from({ length: 20 }, (_, index) => `crm:customer:${index + 10}`);
    expect(untied([...many, told('shop', '1'), told('shop', '2', { same: ['crm:10'] })])).toEqual({
      crm: [24, [...names.slice(1), 'crm:customer:30']],
      shop: [1, ['shop:customer:1']],
    });
  });

  it('are none where a single source tells of customers', () => {
    expect(
      untied([told('crm', '1'), told('crm', '2'), { ...order('o', { at: longAgo, amount: 1 }), source: 'shop' }]),
    ).toEqual({});
  });

  it('are none of those that an e-mail address, or a name by way of a third, ties', () => {
    expect(
      untied([
        told('crm', '1', { same: ['email:one'] }),
        told('shop', '1', { same: ['email:one'] }),
        told('crm', '2', { same: ['billing:9'] }),
        told('shop', '2', { same: ['billing:9'] }),
      ]),
    ).toEqual({});
  });

  it('are those too that have but names of their own source, once, and those of whom the other never came', () => {
    expect(
      untied([
        told('crm', '2', { same: ['email:one'] }),
        told('crm', '1', { same: ['email:one'] }),
        told('shop', '1', { same: ['crm:ghost'] }),
        told('shop', '2', { same: ['crm:3'] }),
        told('crm', '3', { deleted: true }),
      ]),
    ).toEqual({ crm: [1, ['crm:customer:1']], shop: [2, ['shop:customer:1', 'shop:customer:2']] });
  });

  it('are neither the deleted nor those that were merged into others', () => {
    expect(
      untied([
        told('crm', '1', { deleted: true }),
        told('crm', '2', { mergedInto: '3' }),
        told('crm', '3', { same: ['shop:1'] }),
        told('shop', '1'),
      ]),
    ).toEqual({});
  });
});
