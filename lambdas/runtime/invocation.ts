import type { Context } from 'aws-lambda';
import { tellInvocation } from './logger.ts';
import { writeMetrics } from './metrics.ts';

/**
 * A function as Lambda calls it: what it logs names the invocation, and what it counted is written when it ends, be it by
 * throwing. Traces are the segments that Lambda itself records, which hold no address and no token; the SDKs are not
 * instrumented.
 */
export const invocation =
  <Event, Result>(work: (event: Event, context?: Context) => Promise<Result>) =>
  async (event: Event, context?: Context): Promise<Result> => {
    if (context) tellInvocation(context);
    try {
      return await work(event, context);
    } finally {
      writeMetrics();
    }
  };
