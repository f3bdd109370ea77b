import { expect, it } from 'vitest';
import { deliveriesStream, tableDefinitions, ttlAttribute } from '../../../lambdas/adapters/dynamodb/tables.ts';
import { plainId, prod, shown, synthesised } from '../support/deployment.ts';

const tables = prod.of('AWS::DynamoDB::Table');

it('have the keys, and the way of billing, that the functions count on', () => {
  const wanted = tableDefinitions({ deliveries: 'a', records: 'b', reviews: 'c' });
  expect(tables.map(([id]) => plainId(id))).toEqual(['TablesDeliveries', 'TablesRecords', 'TablesReviews']);
  tables.forEach(([, { Properties }], index) => {
    const { TableName: _, ...definition } = wanted[index] ?? {};
    expect(Properties).toMatchObject(definition);
    expect(Properties).not.toHaveProperty('GlobalSecondaryIndexes');
  });
});

it('outlive the stack and any mistake', () => {
  for (const [, { Properties, DeletionPolicy, UpdateReplacePolicy }] of tables) {
    expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    expect(Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  }
});

it('let items of Reviews expire, and tell of new Deliveries by their keys', () => {
  const [deliveries, records, reviews] = tables.map(([, { Properties }]) => Properties);
  const { StreamViewType } = deliveriesStream;
  expect(deliveries).toMatchObject({ StreamSpecification: { StreamViewType } });
  expect(reviews).toMatchObject({ TimeToLiveSpecification: { AttributeName: ttlAttribute, Enabled: true } });
  for (const other of [deliveries, records]) expect(other).not.toHaveProperty('TimeToLiveSpecification');
  for (const other of [records, reviews]) expect(other).not.toHaveProperty('StreamSpecification');
});

it('can be replaced by ones that were restored, down to the rights and the stream', () => {
  const stream = 'arn:aws:dynamodb:eu-west-1:111122223333:table/again/stream/2026-11-01T00:00:00.000';
  const restored = synthesised({ restored: { deliveries: { name: 'again', stream }, reviews: { name: 'rv' } } });
  expect(restored.of('AWS::DynamoDB::Table')).toHaveLength(1);
  expect(restored.one('AWS::Lambda::EventSourceMapping', 'StreamSource').Properties).toMatchObject({
    EventSourceArn: stream,
  });
  for (const [, { Properties }] of restored.of('AWS::Lambda::Function'))
    expect(Properties).toMatchObject({
      Environment: {
        Variables: { QUARTERDECK_DELIVERIES_TABLE: 'again', QUARTERDECK_REVIEWS_TABLE: 'rv' },
      },
    });
  const { Policies } = restored.one('AWS::IAM::Role', 'FunctionsfeedbackRole').Properties as {
    Policies: [{ PolicyDocument: { Statement: { Action: unknown; Resource: unknown }[] } }];
  };
  const resources = Policies[0].PolicyDocument.Statement.filter(({ Action }) => String(Action).includes('dynamodb'));
  expect(resources.map(({ Resource }) => shown(Resource))).toEqual([
    'arn:<Partition>:dynamodb:<Region>:<AccountId>:table/rv',
  ]);
});
