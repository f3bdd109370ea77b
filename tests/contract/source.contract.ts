import { describe, expect, it } from 'vitest';
import { describeAccount } from './source/account.ts';
import type { SourceFixture } from './source/fixture.ts';
import { describeHostile } from './source/hostile.ts';
import { describeSpeed } from './source/speed.ts';
import { describeTranslation } from './source/translation.ts';
import { describeVerification } from './source/verification.ts';

/** The suite that every source must pass. */
export const describeSource = (fixture: SourceFixture): void => {
  describe(`the source ${fixture.source.system}`, () => {
    it('tells of itself', () => {
      expect(fixture.source.system).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(fixture.source.retryWindow).toBeGreaterThanOrEqual(0);
      for (const header of fixture.source.keptHeaders) expect(header).toBe(header.toLowerCase());
    });
    describeVerification(fixture);
    describeTranslation(fixture);
    describeAccount(fixture);
    describeHostile(fixture);
    describeSpeed(fixture);
  });
};
