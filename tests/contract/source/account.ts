import { describe, expect, it } from 'vitest';
import type { Translation } from '../../../lambdas/sources/source.ts';
import type { SourceFixture } from './fixture.ts';
import { observationsIn, translatingWith } from './translating.ts';

const other = '990011';

/** What is said of a body that is left out for it is of another account: its reasons, and whether each is marked. */
const leftOut = (translation: Translation): { readonly reasons: readonly string[]; readonly isMarked: boolean } =>
  'failed' in translation
    ? { reasons: [translation.failed], isMarked: translation.wrongAccount === true }
    : {
        reasons: translation.rejected.map(({ message }) => message),
        isMarked: translation.rejected.every(({ wrongAccount }) => wrongAccount),
      };

/** What a source makes of another account's, where its system tells whose a body is. */
export const describeAccount = ({ source, settings, account }: SourceFixture): void => {
  if (!account) return;
  const { body, id } = account;
  const { translate } = translatingWith({ source, settings: { ...settings, account: id } });

  describe('the account', () => {
    it('is the one that is configured', () => {
      expect(observationsIn(translate(body))).not.toEqual([]);
    });

    it('is another: that is marked, and both are named', () => {
      const translation = translate(body.replaceAll(id, other));
      expect(observationsIn(translation)).toEqual([]);
      const { reasons, isMarked } = leftOut(translation);
      expect(isMarked).toBe(true);
      expect(reasons).not.toEqual([]);
      for (const reason of reasons) {
        expect(reason).toMatch(/^wrongAccount: /);
        expect(reason).toContain(other);
        expect(reason).toContain(id);
        expect(reason).toContain(`replay WORKSPACE ${settings.id} --failed`);
      }
    });

    it('is not told of as long as none is configured', () => {
      const { account: _, ...without } = settings;
      expect(observationsIn(translatingWith({ source, settings: without }).translate(body))).not.toEqual([]);
    });
  });
};
