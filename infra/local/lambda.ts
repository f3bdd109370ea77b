import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

export const region = 'us-east-1';
export const account = '000000000000';

/** A function as the Lambda runtime calls it. */
export type Invoke<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/** The context of one invocation. Nothing here cuts a function off: `timeout` is only what it is told. */
export const invocationContext = (functionName: string, timeoutInSeconds = 30): Context => {
  const deadline = Date.now() + timeoutInSeconds * 1000;
  const requestId = randomUUID();
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
    memoryLimitInMB: '1024',
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
};
