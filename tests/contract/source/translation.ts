import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceFixture } from './fixture.ts';
import { inventedBy, mutated, mutation } from './mutation.ts';
import { isTranslation, observationsIn, translatingWith } from './translating.ts';

/** `npm run test:deep` asks for more. */
const mutations = Number(process.env.QUARTERDECK_MUTATIONS ?? 2000);

/** What a source makes of bodies, and of what became of them on the way. */
export const describeTranslation = (fixture: SourceFixture): void => {
  const { bodies } = fixture;
  const { translate, isHarmless } = translatingWith(fixture);
  const settings = JSON.stringify(fixture.settings);

  describe('translation', () => {
    it('makes observations of what the system sends', () => {
      const translations = bodies.map(translate);
      for (const translation of translations) {
        expect(translation).toHaveProperty('observations');
        isTranslation(translation);
      }
      expect(translations[0]).not.toMatchObject({ observations: [] });
    });

    it('is pure: the same of the same, and the body is left as it was', () => {
      for (const text of bodies) {
        const body = Buffer.from(text);
        expect(translate(body)).toEqual(translate(text));
        expect(body.toString()).toBe(text);
      }
    });

    it('survives a body that breaks off anywhere', () => {
      for (const text of bodies) {
        const body = Buffer.from(text);
        for (let length = 0; length < body.length; length += 1) isHarmless(body.subarray(0, length));
      }
    }, 30_000);

    it('survives mutated bodies, and says no id, no reference and no word that neither they nor the settings hold', () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...bodies),
          fc.array(mutation, { minLength: 1, maxLength: 5 }),
          (body, mutations) => {
            const sent = mutations.reduce(mutated, Buffer.from(body));
            isHarmless(sent);
            expect(inventedBy(observationsIn(translate(sent)), sent, settings)).toEqual([]);
          },
        ),
        { numRuns: mutations },
      );
    });

    it('survives random bytes and random JSON', () => {
      fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(Buffer.from)), isHarmless), {
        numRuns: 300,
      });
    });

    it('says why it failed without quoting the body', () => {
      const translation = translate('Ana Silva');
      expect(translation).toHaveProperty('failed');
      expect(JSON.stringify(translation)).not.toMatch(/ana|silva/i);
    });
  });
};
