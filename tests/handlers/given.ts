import { expect } from 'vitest';
import type { Services } from '../../lambdas/flow/services.ts';

/** The services of the test that runs. */
export const given = { services: (): Services => expect.fail('no services are given') };

const later = (name: keyof Services): unknown =>
  new Proxy(() => {}, {
    get: (_, member) => {
      const service = given.services()[name] as object;
      const value: unknown = Reflect.get(service, member);
      return typeof value === 'function' ? value.bind(service) : value;
    },
    apply: (_, self, values) => Reflect.apply(given.services()[name] as () => unknown, self, values),
  });
const plain = (name: keyof Services): boolean => name === 'publicUrl' || name === 'patienceMs';

/** In the place of `runtime/compose.ts`: handlers compose their services as they are loaded; here each call takes those of the test. */
export const composing = {
  serviceOf: () => expect.fail('nothing is made here'),
  compose: (parts: Partial<Record<keyof Services, unknown>>) =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        (Object.keys(parts) as (keyof Services)[]).map((name) => [
          name,
          { enumerable: true, get: () => (plain(name) ? given.services()[name] : later(name)) },
        ]),
      ),
    ),
};
