import type { Services } from '../../lambdas/flow/services.ts';

/** The process is gone. */
class Crash extends Error {}

/** What writes, by port. */
type Writes = Readonly<Partial<Record<keyof Services, readonly string[]>>>;

type Call = (...args: unknown[]) => Promise<unknown>;

/** Services whose process dies at its `at`th write, before it is made or after; from then on nothing can be written. */
export const dyingAt = (
  services: Services,
  writes: Writes,
  at: number,
  when: 'before' | 'after',
): { readonly services: Services; readonly crashed: () => boolean } => {
  let calls = 0;
  const dying =
    (port: object, call: Call): Call =>
    async (...args) => {
      calls += 1;
      if (calls > at || (calls === at && when === 'before')) throw new Crash();
      const answer = await call.apply(port, args);
      if (calls === at) throw new Crash();
      return answer;
    };
  const ports = Object.entries(writes).map(([name, methods]): [string, object] => {
    const port = services[name as keyof Services] as object;
    const wrapped = methods.map((method): [string, Call] => [method, dying(port, Reflect.get(port, method) as Call)]);
    return [name, { ...port, ...Object.fromEntries(wrapped) }];
  });
  return { services: { ...services, ...Object.fromEntries(ports) }, crashed: () => calls >= at };
};

/** What was thrown unless it is the crash that was asked for. */
export const unlessCrashed = (error: unknown): void => {
  if (!(error instanceof Crash)) throw error;
};
