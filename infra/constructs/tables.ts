import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

/** A table that was restored from a backup, under the name that the restore gave it. */
export interface RestoredTable {
  readonly name: string;
  /** ARN of its stream; of Deliveries only, whose stream feeds a function. */
  readonly stream?: string;
}

export type TableName = 'deliveries' | 'records' | 'reviews';

export interface TablesProps {
  /** Tables to use in place of the stack's own, which it then leaves behind. Default: none. */
  readonly restored?: Partial<Record<TableName, RestoredTable>>;
}

export interface TableReference {
  readonly name: string;
  readonly arn: string;
}

/** The attribute by which items of the Reviews table expire, epoch seconds. */
const ttlAttribute = 'ttl';

interface TableSettings {
  readonly stream?: StreamViewType;
  readonly timeToLiveAttribute?: string;
}

/**
 * The three tables: on demand, each with a backup of every second of the last 35 days. CloudFormation never deletes one,
 * nor can anybody by mistake.
 */
export class Tables extends Construct {
  readonly deliveries: TableReference;
  readonly records: TableReference;
  readonly reviews: TableReference;
  /** ARN of the stream that tells of new deliveries. */
  readonly stream: string;

  constructor(scope: Construct, id: string, { restored = {} }: TablesProps = {}) {
    super(scope, id);
    // Of a delivery the function reads the item itself: what is pending then is what counts.
    const deliveries = this.table('Deliveries', restored.deliveries, { stream: StreamViewType.KEYS_ONLY });
    if (deliveries.stream === undefined) throw new Error('The restored Deliveries table has no stream: say its ARN.');
    this.deliveries = deliveries;
    this.stream = deliveries.stream;
    this.records = this.table('Records', restored.records);
    this.reviews = this.table('Reviews', restored.reviews, { timeToLiveAttribute: ttlAttribute });
  }

  private table(
    id: string,
    restored: RestoredTable | undefined,
    settings: TableSettings = {},
  ): TableReference & { readonly stream: string | undefined } {
    if (restored) {
      const { name, stream } = restored;
      const arn = Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName: name });
      return { name, arn, stream };
    }
    const table = new Table(this, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...settings,
    });
    return { name: table.tableName, arn: table.tableArn, stream: table.tableStreamArn };
  }
}
