import { describe, expect, it } from 'vitest';
import type { SourceFixture } from './fixture.ts';
import { formatOf, withEachMember } from './formats.ts';
import { observationsIn, translatingWith } from './translating.ts';

const decoy = '\uFFFF';
/** Behind 2^53 comes 2^53 + 2: this one can only be had as text. */
const digits = '9007199254740993';
/** A frame of the engine takes 50 bytes at the least, and its stack is a megabyte: what goes in so deep by calling itself throws. */
const depth = 20_000;
/** JSON that is well-formed, and that whoever goes into it, or makes text of it, may not survive. */
const pits = ['['.repeat(depth) + ']'.repeat(depth), `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`];
const unspeakable = ['{"toString":1,"valueOf":1}', '[{"toString":1,"valueOf":1}]', '{"length":-1}'];

/** What somebody may send who means harm, in bodies that are well-formed. */
export const describeHostile = (fixture: SourceFixture): void => {
  const { bodies } = fixture;
  const { translate, isHarmless } = translatingWith(fixture);

  /** The bodies as a rewrite of their format leaves them; of each format that the system sends it must change one. */
  const rewritten = (rewrite: (body: string, format: ReturnType<typeof formatOf>) => string): string[] => {
    const changed = bodies.map((body) => ({ format: formatOf(body), body: rewrite(body, formatOf(body)) }));
    const touched = changed.filter(({ body }, index) => body !== bodies[index]).map(({ format }) => format);
    expect(new Set(touched)).toEqual(new Set(bodies.map(formatOf)));
    return changed.map(({ body }) => body);
  };

  describe('against what is meant to harm it', () => {
    it('does not let a key reach the prototype of objects', () => {
      for (const body of bodies)
        for (const name of new Set(body.match(/[A-Za-z_]+/g)))
          for (const hostile of ['__proto__', 'constructor', 'prototype']) isHarmless(body.replaceAll(name, hostile));
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(Object.keys(Object)).toEqual([]);
    });

    it('takes the last of equal keys', () => {
      for (const [index, doubled] of rewritten((body, { doubled: twice }) => twice(body, decoy)).entries()) {
        isHarmless(doubled);
        expect(translate(doubled)).toEqual(translate(bodies[index] ?? ''));
      }
    });

    it('keeps no half of a surrogate pair', () => {
      for (const halved of rewritten((body, format) => format.halved(body))) {
        isHarmless(halved);
        expect(JSON.stringify(observationsIn(translate(halved)))).not.toMatch(/\\ud[89a-f]/i);
      }
    });

    it('takes no number that has lost digits for the one that was sent', () => {
      for (const large of rewritten((body, format) => format.numbered(body, digits))) {
        isHarmless(large);
        expect(JSON.stringify(translate(large))).not.toContain('9007199254740992');
      }
    });

    it('survives any member being of a kind that cannot be text', () => {
      for (const body of bodies) for (const hostile of withEachMember(body, unspeakable)) isHarmless(hostile);
    });

    it('survives any member holding twenty thousand others in each other', () => {
      for (const body of bodies) for (const hostile of withEachMember(body, pits)) isHarmless(hostile);
    }, 120_000);

    it('survives a body of a hundred thousand brackets, closed or not', () => {
      const deepest = 100_000;
      for (const [open, close] of [
        ['[', ']'],
        ['{"a":', '}'],
      ] as const) {
        const opened = open.repeat(deepest);
        const closed = `${opened}1${close.repeat(deepest)}`;
        for (const hostile of [opened, closed]) isHarmless(hostile);
      }
    }, 120_000);

    it('does not expand what a document declares', () => {
      const bomb = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 12 }, (_, depth) => `<!ENTITY ${'b'.repeat(depth + 1)} "${`&${depth === 0 ? 'a' : 'b'.repeat(depth)};`.repeat(10)}">`).join('')}]>`;
      for (const body of bodies) {
        const declared = body
          .replace(/^(?:<\?xml[^>]*\?>)?/, (head) => head + bomb)
          .replaceAll(/>[^<]+</g, `>&${'b'.repeat(12)};<`);
        expect(JSON.stringify(translate(declared))).not.toContain('aaaaaaaaaaaaaaaaaaaa');
      }
    });
  });
};
