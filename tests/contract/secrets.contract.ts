import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSecrets } from '../../lambdas/adapters/secrets/index.ts';
import type { Secrets } from '../../lambdas/domain/ports.ts';
import { type Answer, json, type StandIn, startStandIn, stubCredentials } from '../adapters/standIn.ts';

/** A service that keeps secrets, and what is used of it. */
export interface SecretsService {
  /** How a location in it begins. */
  readonly scheme: string;
  /** The variable by which the SDK finds it. */
  readonly endpoint: string;
  /** Answers as the service does. */
  answer(values: Map<string, string>): Answer;
  create(prefix: string, clock: () => number): Secrets;
}

const name = '/quarterdeck/prod/sources/acme/kommo';

/** What holds for secrets, whichever service keeps them. */
export const describeSecrets = (title: string, service: SecretsService): void => {
  const { scheme, endpoint } = service;

  describe(`secrets in ${title}`, () => {
    let standIn: StandIn;
    let values: Map<string, string>;
    /** How many requests yet are throttled. */
    let throttled: number;
    let now: number;

    const answer: Answer = (received, response, request) => {
      if (throttled === 0) return service.answer(values)(received, response, request);
      throttled -= 1;
      json(response, 400, { __type: 'ThrottlingException', message: 'no' });
    };

    const create = () => service.create('/quarterdeck/prod', () => now);

    beforeEach(async () => {
      values = new Map();
      throttled = 0;
      now = 1_790_000_000_000;
      standIn = await startStandIn(answer);
      stubCredentials();
      vi.stubEnv(endpoint, standIn.url);
    });
    afterEach(() => standIn.stop());

    it('are read from a value of the source', async () => {
      values.set(name, '["one","two"]');
      expect(await create().source('acme', 'kommo')).toEqual(['one', 'two']);
      expect(await create().source('acme', 'kommo-2')).toEqual([]);
    });

    it.each(['', '/'])('are found by their location: %j stands at its end', async (end) => {
      values.set(name, '["one"]');
      expect(await createSecrets(`${scheme}:/quarterdeck/prod${end}`).source('acme', 'kommo')).toEqual(['one']);
    });

    it('are read once in five minutes, however many ask', async () => {
      values.set(name, '["one"]');
      const secrets = create();
      await Promise.all(Array.from({ length: 20 }, () => secrets.source('acme', 'kommo')));
      values.set(name, '["two"]');
      now += 5 * 60_000 - 1;
      expect(await secrets.source('acme', 'kommo')).toEqual(['one']);
      expect(standIn.received).toHaveLength(1);
      now += 1;
      expect(await secrets.source('acme', 'kommo')).toEqual(['two']);
      expect(standIn.received).toHaveLength(2);
    });

    it('are read anew for whoever wants them fresh, and then by all', async () => {
      values.set(name, '["one"]');
      const secrets = create();
      await secrets.source('acme', 'kommo');
      values.set(name, '["two"]');
      expect(await secrets.source('acme', 'kommo')).toEqual(['one']);
      expect(await secrets.source('acme', 'kommo', true)).toEqual(['two']);
      expect(await secrets.source('acme', 'kommo')).toEqual(['two']);
      expect(standIn.received).toHaveLength(2);
    });

    it('are remembered to be absent too', async () => {
      const secrets = create();
      for (let time = 0; time < 5; time += 1) expect(await secrets.source('acme', 'kommo')).toEqual([]);
      expect(standIn.received).toHaveLength(1);
    });

    it('are not asked for under what is no id', async () => {
      const secrets = create();
      for (const id of ['', '../admin', 'a/b', 'A', 'a'.repeat(64), '%2e'])
        for (const [workspace, source] of [
          [id, 'kommo'],
          ['acme', id],
        ] as const)
          expect(await secrets.source(workspace, source)).toEqual([]);
      expect(standIn.received).toEqual([]);
    });

    it('are remembered of a bounded number of sources', async () => {
      const secrets = create();
      for (let index = 0; index <= 1000; index += 50)
        await Promise.all(
          Array.from({ length: Math.min(50, 1001 - index) }, (_, more) =>
            secrets.source('acme', `source-${index + more}`),
          ),
        );
      const asked = standIn.received.length;
      await secrets.source('acme', 'source-1000');
      expect(standIn.received).toHaveLength(asked);
      await secrets.source('acme', 'source-0');
      expect(standIn.received).toHaveLength(asked + 1);
    });

    it('are known at once where they are set', async () => {
      const secrets = create();
      expect(await secrets.source('acme', 'kommo')).toEqual([]);
      await secrets.setSource('acme', 'kommo', ['one']);
      const asked = standIn.received.length;
      expect(await secrets.source('acme', 'kommo')).toEqual(['one']);
      expect(standIn.received).toHaveLength(asked);
      await secrets.setSource('acme', 'kommo', []);
      expect(await create().source('acme', 'kommo')).toEqual([]);
    });

    it('are those that were set last, of several who set them at once one', async () => {
      const wanted = Array.from({ length: 5 }, (_, index) => [`secret-${index}`]);
      await Promise.all(wanted.map((secrets) => create().setSource('acme', 'kommo', secrets)));
      expect(wanted).toContainEqual(await create().source('acme', 'kommo'));
      await create().setSource('acme', 'kommo', ['last']);
      expect(await create().source('acme', 'kommo')).toEqual(['last']);
    });

    it('are asked for again when they are throttled', async () => {
      values.set(name, '["one"]');
      throttled = 2;
      expect(await create().source('acme', 'kommo')).toEqual(['one']);
      expect(standIn.received).toHaveLength(3);
    });

    it('are asked for again after a failure', async () => {
      const secrets = create();
      standIn.answer((_, response) => json(response, 400, { __type: 'AccessDeniedException', message: 'no' }));
      await expect(secrets.source('acme', 'kommo')).rejects.toMatchObject({ name: 'AccessDeniedException' });
      await expect(secrets.setSource('acme', 'kommo', ['two'])).rejects.toMatchObject({
        name: 'AccessDeniedException',
      });
      standIn.answer(answer);
      values.set(name, '["one"]');
      expect(await secrets.source('acme', 'kommo')).toEqual(['one']);
    });

    it('hold an admin key that is made by one of many', async () => {
      const keys = await Promise.all(Array.from({ length: 5 }, () => create().admin()));
      expect(keys[0]).toMatch(/^qd_admin_[\w-]{43}$/);
      expect(new Set(keys).size).toBe(1);
      expect(values.get('/quarterdeck/prod/admin')).toBe(keys[0]);
    });

    it('hold keys for links, the current one first', async () => {
      const [made] = await create().links();
      expect(JSON.parse(values.get('/quarterdeck/prod/links') ?? '')).toEqual([made]);
      const rotated = [{ id: 'b', key: 'new' }, made];
      values.set('/quarterdeck/prod/links', JSON.stringify(rotated));
      expect(await create().links()).toEqual(rotated);
    });
  });
};
