import { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { QuarterdeckFunction, type Unattended } from './function.ts';
import { type FunctionName, functionNames } from './functionNames.ts';

export interface FunctionsProps {
  /** Folder that holds a bundle for each function, in a folder of its name. */
  readonly bundles: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly grants: Readonly<Record<FunctionName, readonly PolicyStatement[]>>;
  /** Those whose invocations X-Ray records. */
  readonly traced: ReadonlySet<FunctionName>;
  readonly logRetention: RetentionDays;
  /** How those that nobody waits for are run. */
  readonly unattended: Readonly<Partial<Record<FunctionName, Unattended>>>;
  /** Invocations kept free for a function, which are also its most. Default: none, since new accounts have 10 in all. */
  readonly reservedConcurrency?: Readonly<Partial<Record<FunctionName, number>>>;
}

interface Settings {
  readonly description: string;
  /** Megabytes. Processor time is shared out by it. */
  readonly memory: number;
  /** Megabytes that values may take up. Default: what Node thinks fit, which may be half of the memory. */
  readonly heap?: number;
  readonly timeout: Duration;
}

export const settings: Readonly<Record<FunctionName, Settings>> = {
  receive: {
    description: 'Takes webhooks in',
    // The least with which a cold start leaves room within the two seconds that Kommo waits.
    memory: 1024,
    timeout: Duration.seconds(10),
  },
  translate: {
    description: 'Folds deliveries into records',
    memory: 1024,
    timeout: Duration.minutes(2),
  },
  schedule: {
    description: 'Asks every 15 minutes what is due, left behind or pending',
    memory: 1024,
    // After an outage a tick translates all that came in meanwhile.
    timeout: Duration.minutes(15),
  },
  review: {
    description: 'Computes reviews',
    // Deals are let go as they are read; what others refer to is kept. Of a million records a review took 0.2 GB where
    // they were deals and 2.1 GB where they were customers. An account that is new gets no more than this.
    memory: 3008,
    heap: 2600,
    timeout: Duration.minutes(15),
  },
  mail: {
    description: 'Mails reviews',
    memory: 1024,
    timeout: Duration.seconds(30),
  },
  feedback: {
    description: 'Enters what became of mails',
    memory: 512,
    timeout: Duration.seconds(30),
  },
  api: {
    description: 'Answers the HTTP API and the pages',
    memory: 1024,
    // As long as API Gateway waits.
    timeout: Duration.seconds(30),
  },
};

/** All functions, each with its own role and log. */
export class Functions extends Construct {
  readonly all: Readonly<Record<FunctionName, IFunction>>;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const { bundles, environment, grants, traced, logRetention, unattended, reservedConcurrency = {} } = props;
    const create = (name: FunctionName): IFunction => {
      const untended = unattended[name];
      const { heap, ...others } = settings[name];
      const { function: created } = new QuarterdeckFunction(this, name, {
        name,
        bundles,
        environment: { ...environment, ...(heap !== undefined && { NODE_OPTIONS: `--max-old-space-size=${heap}` }) },
        ...others,
        statements: grants[name],
        traced: traced.has(name),
        logRetention,
        reservedConcurrency: reservedConcurrency[name],
        ...(untended && { unattended: untended }),
      });
      return created;
    };
    this.all = Object.fromEntries(functionNames.map((name) => [name, create(name)])) as Record<FunctionName, IFunction>;
  }
}
