import path from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './deadLetterQueue.ts';
import type { FunctionName } from './functionNames.ts';
import { logStatement, traceStatement } from './grants.ts';

/** How a function is run that nobody waits for: by a topic, or by the scheduler. */
export interface Unattended {
  /** Where an event goes that failed three times. Default: nowhere. */
  readonly dead?: DeadLetterQueue;
  /** How long an event is tried. Default: 6 hours. */
  readonly longestAge?: Duration;
}

export interface QuarterdeckFunctionProps {
  readonly name: FunctionName;
  /** Folder that holds a bundle for each function, in a folder of its name. */
  readonly bundles: string;
  readonly description: string;
  /** Megabytes; at 1,769 a function has one whole processor. */
  readonly memory: number;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  /** All that it may do beside writing its log and its traces. */
  readonly statements: readonly PolicyStatement[];
  /** Whether X-Ray records its invocations. */
  readonly traced: boolean;
  readonly logRetention: RetentionDays;
  /** Invocations kept free for it, and the most that it may have. Default: none are kept, no limit of its own. */
  readonly reservedConcurrency?: number | undefined;
  readonly unattended?: Unattended;
}

const retries = 2;
const longestAge = Duration.hours(6);

/**
 * One function: its bundle, a role that holds every right that it has, and its log. The role is closed, so that no
 * other construct adds to it.
 */
export class QuarterdeckFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: QuarterdeckFunctionProps) {
    super(scope, id);
    const { name, bundles, description, memory, timeout, environment, statements, traced, unattended } = props;
    const log = new LogGroup(this, 'Log', { retention: props.logRetention, removalPolicy: RemovalPolicy.DESTROY });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        rights: new PolicyDocument({
          statements: [logStatement(log.logGroupArn), ...(traced ? [traceStatement()] : []), ...statements],
        }),
      },
    });
    this.function = new LambdaFunction(this, 'Function', {
      code: Code.fromAsset(path.join(bundles, name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      description,
      memorySize: memory,
      timeout,
      environment,
      role: role.withoutPolicyUpdates(),
      // The logger writes JSON by itself, and the metrics their own form of it: Lambda leaves both as they are.
      logGroup: log,
      // By Lambda alone: no client is wrapped, so that no trace holds an address that was called.
      tracing: traced ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
      ...(unattended && {
        retryAttempts: retries,
        maxEventAge: unattended.longestAge ?? longestAge,
        ...(unattended.dead && { deadLetterQueue: unattended.dead }),
      }),
    });
  }
}
