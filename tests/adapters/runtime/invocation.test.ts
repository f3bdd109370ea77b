import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { invocationContext } from '../../../infra/local/lambda.ts';

let written: MockInstance<typeof process.stdout.write>;
let context: Context;

/** What stands on standard output, line by line. */
const lines = (): Record<string, unknown>[] =>
  written.mock.calls
    .flatMap(([text]) => String(text).split('\n'))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

/** The modules as a process loads them that has the variables of a deployment. */
const load = async () => {
  vi.resetModules();
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'quarterdeck-test');
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Quarterdeck');
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'INFO');
  const { invocation } = await import('../../../lambdas/runtime/invocation.ts');
  const { metrics } = await import('../../../lambdas/runtime/metrics.ts');
  const { logger } = await import('../../../lambdas/runtime/logger.ts');
  return { invocation, metrics, logger };
};

beforeEach(() => {
  context = invocationContext('mail');
  written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('an invocation', () => {
  it('writes what it counted when it ends, in one line with the service for its only dimension', async () => {
    const { invocation, metrics } = await load();
    const answer = await invocation(async (event: string) => {
      metrics.count('Bounces', 2);
      metrics.count('Complaints');
      metrics.count('HooksRefused', 0);
      return event;
    })('event', context);
    expect(answer).toBe('event');
    expect(lines()).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: 'Quarterdeck',
              Dimensions: [['service']],
              Metrics: [
                { Name: 'Bounces', Unit: 'Count' },
                { Name: 'Complaints', Unit: 'Count' },
              ],
            },
          ],
        },
        service: 'quarterdeck-test',
        Bounces: 2,
        Complaints: 1,
      },
    ]);
  });

  it('writes it, too, when it ends by throwing, and does not count it again in the next', async () => {
    const { invocation, metrics } = await load();
    const run = invocation(async (fails: boolean) => {
      if (!fails) return;
      metrics.count('SendsRefused');
      throw new Error('out of reach');
    });
    await expect(run(true, context)).rejects.toThrow('out of reach');
    expect(lines()).toMatchObject([{ SendsRefused: 1 }]);
    await run(false, context);
    expect(lines()).toHaveLength(1);
  });

  it('is named by what is logged within it', async () => {
    const { invocation, logger } = await load();
    await invocation(async () => logger.info('It runs.', { workspace: 'acme' }))(undefined, context);
    expect(lines()).toMatchObject([
      {
        message: 'It runs.',
        workspace: 'acme',
        service: 'quarterdeck-test',
        function_name: 'mail',
        function_request_id: context.awsRequestId,
      },
    ]);
  });
});
