import type { APIGatewayProxyEventV2, DynamoDBRecord, DynamoDBStreamEvent, SNSEvent, SQSEvent } from 'aws-lambda';
import type { LambdaEvent } from 'hono/aws-lambda';

/** Events as AWS sends them to functions, with what a test cares about in place of an account's own values. */

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as text, bytes as base64, which is what API Gateway does with web forms. */
  readonly body?: string | Uint8Array;
}

/** HTTP API, payload format 2.0. */
export const gatewayEvent = ({ method, path, query = '', headers = {}, body }: Request): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: query,
  headers: {
    host: 'abc123.execute-api.eu-west-1.amazonaws.com',
    'x-forwarded-for': '198.51.100.7',
    'x-forwarded-proto': 'https',
    ...headers,
  },
  requestContext: {
    accountId: '123456789012',
    apiId: 'abc123',
    domainName: 'abc123.execute-api.eu-west-1.amazonaws.com',
    domainPrefix: 'abc123',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '198.51.100.7', userAgent: 'test' },
    requestId: 'JKJaXmPLvHcESHA=',
    routeKey: '$default',
    stage: '$default',
    time: '02/Nov/2026:12:00:00 +0000',
    timeEpoch: 1_793_620_800_000,
  },
  ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body).toString('base64') }),
  isBase64Encoded: body !== undefined && typeof body !== 'string',
});

/** The same for what is answered by the library, which wants an authorizer: a route without one has not. */
export const apiEvent = (request: Request): LambdaEvent => gatewayEvent(request) as unknown as LambdaEvent;

/** A stream record of the table of deliveries. */
export const streamRecord = (
  pk: string,
  sk: string,
  sequenceNumber: string,
  eventName: DynamoDBRecord['eventName'] & string = 'INSERT',
): DynamoDBRecord => ({
  eventID: `event-${sequenceNumber}`,
  eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'eu-west-1',
  eventSourceARN: 'arn:aws:dynamodb:eu-west-1:123456789012:table/deliveries/stream/2026-11-01T00:00:00.000',
  dynamodb: {
    ApproximateCreationDateTime: 1_793_620_800,
    Keys: { pk: { S: pk }, sk: { S: sk } },
    SequenceNumber: sequenceNumber,
    SizeBytes: 100,
    StreamViewType: 'KEYS_ONLY',
  },
});

export const streamEvent = (...Records: DynamoDBRecord[]): DynamoDBStreamEvent => ({ Records });

/** Messages of a queue: text as it is, anything else as JSON. */
export const queueEvent = (...bodies: unknown[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({
    messageId: `message-${index}`,
    receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1793620800000',
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
      ApproximateFirstReceiveTimestamp: '1793620800001',
    },
    messageAttributes: {},
    md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:queue',
    awsRegion: 'eu-west-1',
  })),
});

/** A notification of a topic. */
export const topicEvent = (...messages: unknown[]): SNSEvent => ({
  Records: messages.map((message, index) => ({
    EventVersion: '1.0',
    EventSource: 'aws:sns',
    EventSubscriptionArn: 'arn:aws:sns:eu-west-1:123456789012:feedback:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55',
    Sns: {
      Type: 'Notification',
      MessageId: `notification-${index}`,
      TopicArn: 'arn:aws:sns:eu-west-1:123456789012:feedback',
      Subject: 'Amazon SES Email Event Notification',
      Message: typeof message === 'string' ? message : JSON.stringify(message),
      Timestamp: '2026-11-02T12:00:05.000Z',
      SignatureVersion: '1',
      Signature: '',
      SigningCertUrl: '',
      UnsubscribeUrl: '',
      MessageAttributes: {},
    },
  })),
});

/** What SES publishes of a message that carried these tags. */
export const sesEvent = (eventType: string, tags: Readonly<Record<string, string>>, detail: object = {}) => ({
  eventType,
  mail: {
    timestamp: '2026-11-02T12:00:00.000Z',
    source: 'kpis@acme.example',
    sendingAccountId: '123456789012',
    messageId: '0102018b-000000',
    destination: ['ana@acme.example'],
    headersTruncated: false,
    tags: {
      'ses:configuration-set': ['quarterdeck'],
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    },
  },
  ...detail,
});
