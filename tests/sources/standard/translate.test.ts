import { describe, expect, it } from 'vitest';
import { standard } from '../../../lambdas/sources/standard/index.ts';
import { configured } from '../configuration.ts';
import { describePayloads, payload } from '../shared.ts';

const receivedAt = Date.parse('2026-11-01T12:00:00Z');
const deal = (id: string) => ({ record: 'deal', id, at: '2026-10-03T12:00:00Z', set: { stage: 'open' } });

const translate = (body: string | Uint8Array) =>
  standard.translate(
    { body: Buffer.from(body), headers: {}, receivedAt, firstReceivedAt: receivedAt },
    configured('standard'),
  );

const idsIn = (payloadOf: unknown): unknown => {
  const translation = translate(JSON.stringify(payloadOf));
  return 'failed' in translation ? translation.failed : translation.observations.map(({ id }) => id);
};

describe('what holds observations', () => {
  const event = (data: unknown) => ({ type: 'deal.changed', timestamp: '2026-10-03T12:00:01Z', data });

  it('is the data of an event', () => {
    expect(idsIn(event(deal('1')))).toEqual(['1']);
    expect(idsIn(event([deal('1'), deal('2')]))).toEqual(['1', '2']);
  });

  it('is the body itself', () => {
    expect(idsIn(deal('1'))).toEqual(['1']);
    expect(idsIn([deal('1'), deal('2')])).toEqual(['1', '2']);
  });

  it('may hold none', () => {
    expect(idsIn(event([]))).toEqual([]);
    expect(idsIn([])).toEqual([]);
  });

  it('may begin with a byte order mark', () => {
    expect(translate(`\uFEFF${JSON.stringify(deal('1'))}`)).toMatchObject({ observations: [{ id: '1' }] });
  });
});

describe('bad observations', () => {
  it('are refused by their place, and the good ones count', () => {
    const translation = translate(JSON.stringify([deal('1'), { ...deal('2'), set: { colour: 'red' } }, 5, deal('4')]));
    expect(translation).toMatchObject({
      observations: [{ id: '1' }, { id: '4' }],
      rejected: [
        { index: 1, path: 'set.colour' },
        { index: 2, path: '' },
      ],
    });
  });

  it('are refused alone too', () => {
    expect(translate(JSON.stringify({ ...deal('1'), at: '2026-10-03' }))).toMatchObject({
      observations: [],
      rejected: [{ index: 0, path: 'at' }],
    });
  });

  it('of a time after the receipt are refused', () => {
    expect(translate(JSON.stringify({ ...deal('1'), at: '2026-11-03T12:00:00Z' }))).toMatchObject({
      observations: [],
      rejected: [{ path: 'at' }],
    });
  });
});

describe('what holds none', () => {
  it.each([
    '',
    'Ana Silva',
    '{"data":',
    '<xml/>',
    '"deal"',
    '5',
    'null',
    '{}',
    '[1,2]',
    '{"data":null}',
    '{"data":{"id":"1"}}',
  ])('fails with a reason: %s', (body) => {
    expect(translate(body)).toEqual({ failed: expect.stringMatching(/./) });
  });

  it('fails where it is no text', () => {
    expect(translate(Buffer.from([0x7b, 0xff, 0x7d]))).toEqual({ failed: expect.stringContaining('UTF-8') });
  });

  it('tells where it stops being JSON', () => {
    expect(translate('{\n"data": Ana}')).toEqual({ failed: expect.stringContaining('line 2, column 9') });
  });
});

describePayloads('the example of the specification', () => {
  it('is an event of something else, and fails', () => {
    expect(translate(payload('standard-webhooks/contact.created.json'))).toEqual({
      failed: expect.stringContaining('record'),
    });
  });
});
