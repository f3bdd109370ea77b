import { describe, expect, it, vi } from 'vitest';
import type { LogFields } from '../../../lambdas/flow/log.ts';
import { createLog } from '../../../lambdas/runtime/logger.ts';

/** What a log passes on. */
const logged = (fields?: unknown): Record<string, unknown> => {
  const error = vi.fn();
  const silent = vi.fn();
  createLog({ debug: silent, info: silent, warn: silent, error }).error('It failed.', fields as LogFields);
  expect(error).toHaveBeenCalledOnce();
  expect(error.mock.calls[0]?.[0]).toBe('It failed.');
  return error.mock.calls[0]?.[1];
};

describe('a log line', () => {
  it('has the fields that are allowed and no others', () => {
    const fields = { workspace: 'acme', count: 2, status: null, body: 'secret', token: 'secret', headers: {} };
    expect(logged(fields)).toEqual({ workspace: 'acme', count: 2, status: null });
  });

  it('needs no fields', () => {
    expect(logged()).toEqual({});
  });

  it('has no objects and no long texts', () => {
    const fields = logged({ source: { secret: 1 }, reason: 'x'.repeat(10_000) });
    expect(Object.keys(fields)).toEqual(['reason']);
    expect(String(fields.reason).length).toBeLessThan(1000);
  });

  it('has no name of a person from an address', () => {
    expect(logged({ reason: 'no such mailbox: <ana.lima@acme.example>' })).toEqual({
      reason: 'no such mailbox: <***@acme.example>',
    });
  });

  it('tells name, message and frames of an error, and nothing that hangs on it', () => {
    const error = Object.assign(new TypeError('ana@acme.example is no number'), { $response: 'secret' });
    const { error: described } = logged({ error });
    expect(described).toMatchObject({ name: 'TypeError', message: '***@acme.example is no number' });
    expect(described).toHaveProperty('frames.0', expect.stringContaining('logger.test.ts'));
    expect(JSON.stringify(described)).not.toMatch(/secret|ana@/);
  });

  it('does not quote what a parser could not read', () => {
    try {
      JSON.parse('{"token": very-secret');
    } catch (error) {
      expect(JSON.stringify(logged({ error }))).not.toMatch(/very|token/);
      return;
    }
    throw new Error('It was read.');
  });

  it('tells the kind of what was thrown without being an error', () => {
    expect(logged({ error: 'secret' })).toEqual({ error: { name: 'string' } });
  });
});
