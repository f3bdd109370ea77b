import { describe, expect, it } from 'vitest';
import { hookOf, leadWith } from './fixture.ts';
import { deal, hook, lead } from './hook.ts';
import { translate } from './records.ts';

describe('fields', () => {
  it('say that nobody is responsible where the robot is', () => {
    expect(deal([hookOf('add', leadWith({ responsible_user_id: '0' }))])).toMatchObject({ owner: null });
  });

  it.each(['name', 'price', 'pipeline_id', 'responsible_user_id'])('that are empty are not said: %s', (name) => {
    const [full, without] = [leadWith(), leadWith({ [name]: '' })].map((one) => deal([hookOf('add', one)]));
    expect(Object.keys(without ?? {})).toHaveLength(Object.keys(full ?? {}).length - 1);
  });

  it('have no currency, which Kommo does not send', () => {
    expect(deal([hook('add', 0, '31')])).not.toHaveProperty('currency');
  });

  it('that are illegible are refused alone', () => {
    const translation = translate(hook('update', 50, '31', { price: 'a lot' }));
    expect(translation).toMatchObject({ rejected: [{ index: 0, path: 'leads.update.0.amount' }] });
    const said = 'observations' in translation ? translation.observations.flatMap(({ set }) => Object.keys(set)) : [];
    expect(said).toContain('stage');
    expect(said).not.toContain('amount');
    expect(JSON.stringify(translation)).not.toContain('a lot');
  });

  it('that the configuration maps come from the first value of a custom field', () => {
    const fields = {
      deal: {
        source: 'custom:501',
        expectedCloseAt: 'custom:502',
        'custom.tier': 'custom:503',
        lostReason: 'custom:999',
      },
      lead: { source: 'custom:501' },
    };
    const body = hookOf('add', leadWith());
    expect(deal([body], { fields })).toMatchObject({
      source: 'feira',
      expectedCloseAt: 1791000000 * 1000,
      'custom.tier': 'ouro',
    });
    expect(deal([body], { fields })).not.toHaveProperty('lostReason');
    expect(lead([body], { fields })).toMatchObject({ source: 'feira' });
    expect(lead([body])).not.toHaveProperty('source');
  });

  it('that are mapped to instants may be dates, which begin in the zone of the workspace', () => {
    const fields = { deal: { expectedCloseAt: 'custom:502' } };
    const on = (value: string) => hook('update', 50, '31', { custom_fields: [{ id: '502', values: [{ value }] }] });
    expect(deal([on('2025-01-31')], { fields, timeZone: 'America/Sao_Paulo' })).toMatchObject({
      expectedCloseAt: Date.parse('2025-01-31T03:00:00Z'),
    });
    expect(translate(on('2025-02-30'), { fields })).toMatchObject({
      rejected: [{ path: 'leads.update.0.expectedCloseAt' }],
    });
  });

  it('that are mapped and emptied are cleared, and illegible ones refused alone', () => {
    const fields = { deal: { source: 'custom:501', expectedCloseAt: 'custom:502', colour: 'custom:501' } };
    const custom_fields = [
      { id: '501', values: [{ value: '' }] },
      { id: '502', values: ['soon'] },
    ];
    const translation = translate(hook('update', 50, '31', { custom_fields }), { fields });
    expect(translation).toMatchObject({ rejected: [{ path: 'leads.update.0.expectedCloseAt' }] });
    const set =
      'observations' in translation ? Object.assign({}, ...translation.observations.map((one) => one.set)) : {};
    expect(set).toMatchObject({ source: null });
    expect(set).not.toHaveProperty('colour');
  });
});
