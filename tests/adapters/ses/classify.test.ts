import { describe, expect, it } from 'vitest';
import { classify } from '../../../lambdas/adapters/ses/classify.ts';

/** What Node throws when a host has several addresses and none of them was good. */
const several = (...syscalls: string[]): Error =>
  new AggregateError(syscalls.map((syscall) => Object.assign(new Error(`${syscall} failed`), { syscall })));

describe('a failure to post', () => {
  it('is "retry" when no address of the host took the connection', () => {
    expect(classify(several('connect', 'connect'))).toMatchObject({ outcome: 'retry' });
  });

  it.each<[string, unknown]>([
    ['one of several may have come through', several('connect', 'read')],
    ['it tells of no attempt', several()],
    ['it is not known', new Error('strange')],
    ['it is no error', 'strange'],
  ])('is "uncertain" when %s', (_, error) => {
    expect(classify(error)).toMatchObject({ outcome: 'uncertain' });
  });

  it('has a short reason', () => {
    expect(classify(new Error('x'.repeat(5000))).reason.length).toBeLessThan(400);
  });
});
