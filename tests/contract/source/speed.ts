import { describe, expect, it } from 'vitest';
import type { SourceFixture } from './fixture.ts';
import { formatOf } from './formats.ts';
import { translatingWith } from './translating.ts';

const megabyte = 1024 * 1024;

/** What is repeated, in bodies that are not well-formed. */
const fragments = [
  '[',
  '{',
  '"',
  '%',
  '%5B',
  '&',
  '=',
  'a=1&',
  'a[]=1&',
  'a[b]=1&',
  '[a]',
  '{"data":',
  '{"leads":',
  ' ',
  '\\',
  '<',
  '<a>',
  '<a b="',
  '<!--',
  '<![CDATA[',
  '&#x41;',
  '<!DOCTYPE a [<!ENTITY b "',
];

/** How long a source takes for large bodies. */
export const describeSpeed = (fixture: SourceFixture): void => {
  const { bodies } = fixture;
  const { translate, isTimeless } = translatingWith(fixture);

  const milliseconds = (body: Buffer): number => {
    const before = process.cpuUsage();
    translate(body);
    isTimeless(body);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };

  const isLinear = (bodyOf: (length: number) => string): boolean => {
    const [tenth, whole] = [megabyte / 10, megabyte].map((length) => Buffer.from(bodyOf(length))) as [Buffer, Buffer];
    // What is done in no time at all is measured by its noise; what is quadratic takes a hundred times as long, however often.
    return [1, 2, 3, 4, 5].some(
      () => milliseconds(whole) <= 15 * Math.max(10, milliseconds(tenth), milliseconds(tenth)),
    );
  };

  describe('takes at most fifteen times as long for ten times the body', () => {
    it('of whatever is no body', () => {
      for (const fragment of [...fragments, ...bodies])
        expect({
          fragment: fragment.slice(0, 20),
          isLinear: isLinear((length) => fragment.repeat(length / fragment.length)),
        }).toMatchObject({ isLinear: true });
    }, 120_000);

    it('whichever list of a body has grown', () => {
      const lists = bodies.flatMap((body) =>
        formatOf(body)
          .grown(body)
          .map((grown) => ({ body, grown })),
      );
      for (const { body, grown } of lists) {
        expect(grown(megabyte).length).toBeGreaterThan(megabyte * 0.9);
        expect(translate(grown(megabyte / 10))).toHaveProperty('observations');
        expect({ body: body.slice(0, 60), isLinear: isLinear(grown) }).toMatchObject({ isLinear: true });
      }
    }, 120_000);
  });
};
