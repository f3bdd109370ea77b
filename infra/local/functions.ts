import type { DynamoDBBatchResponse, DynamoDBStreamEvent, SNSEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { LambdaEvent } from 'hono/aws-lambda';
import type { Services } from '../../lambdas/flow/services.ts';
import type { GatewayFunction } from './http/server.ts';
import type { Invoke } from './lambda.ts';
import type { ScheduleEvent } from './tick.ts';

/** The functions as they run in the cloud, and the services that they share in this process. */
export interface Functions {
  readonly receive: GatewayFunction;
  readonly api: GatewayFunction;
  readonly translate: Invoke<DynamoDBStreamEvent, DynamoDBBatchResponse>;
  readonly schedule: Invoke<ScheduleEvent, unknown>;
  readonly review: Invoke<SQSEvent, SQSBatchResponse>;
  readonly mail: Invoke<SQSEvent, SQSBatchResponse>;
  readonly feedback: Invoke<SNSEvent, unknown>;
  readonly services: Services;
}

/** Imports the functions, once the environment that they read as they are loaded is set. */
export const loadFunctions = async (): Promise<Functions> => {
  const [receive, api, translate, schedule, review, mail, feedback, { services }] = await Promise.all([
    import('../../lambdas/handlers/receive.ts'),
    import('../../lambdas/handlers/api.ts'),
    import('../../lambdas/handlers/translate.ts'),
    import('../../lambdas/handlers/schedule.ts'),
    import('../../lambdas/handlers/review.ts'),
    import('../../lambdas/handlers/mail.ts'),
    import('../../lambdas/handlers/feedback.ts'),
    import('./services.ts'),
  ]);
  return {
    receive: receive.handler,
    // Hono has types of its own for what API Gateway sends.
    api: (event, context) => api.handler(event as unknown as LambdaEvent, context),
    translate: translate.handler,
    schedule: schedule.handler,
    review: review.handler,
    mail: mail.handler,
    feedback: feedback.handler,
    services,
  };
};
