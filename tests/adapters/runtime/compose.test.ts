import { afterEach, describe, expect, it, vi } from 'vitest';
import { compose, type Part, serviceOf } from '../../../lambdas/runtime/compose.ts';

const part = <Name extends 'reviewsTable' | 'secrets'>(needs: readonly Name[]): Part<{ of: unknown }, Name> => ({
  needs,
  make: (environment) => ({ of: environment }),
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('composing services', () => {
  it('makes each of what it needs of the environment', () => {
    vi.stubEnv('QUARTERDECK_REVIEWS_TABLE', 'V');
    expect(compose({ one: part(['reviewsTable']) })).toEqual({ one: { of: { reviewsTable: 'V' } } });
  });

  it('shares a service among all functions of a process that name it, directly or through another', () => {
    const shared = part([]);
    const around: Part<{ readonly inner: unknown }> = {
      needs: [],
      make: (environment) => ({ inner: serviceOf(shared, environment) }),
    };
    const first = compose({ shared });
    const second = compose({ around, again: shared });
    expect(second.again).toBe(first.shared);
    expect(second.around.inner).toBe(first.shared);
    expect(compose({ other: part([]) }).other).not.toBe(first.shared);
  });

  it('names what is missing for any of them, each once, and makes nothing', () => {
    vi.stubEnv('QUARTERDECK_REVIEWS_TABLE', '');
    vi.stubEnv('QUARTERDECK_SECRETS', '');
    const unmade = { needs: ['secrets', 'reviewsTable'], make: () => expect.fail('It is made.') } as const;
    expect(() => compose({ one: part(['reviewsTable']), two: unmade })).toThrow(
      /^The environment is not complete: QUARTERDECK_REVIEWS_TABLE is missing; QUARTERDECK_SECRETS is missing\. Set/,
    );
  });
});
