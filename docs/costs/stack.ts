import { type FunctionName, functionNames } from '../../infra/constructs/functionNames.ts';
import { cleanUp, synthesised } from '../../tests/infra/support/deployment.ts';

/** What of a deployment is paid for whether it is used or not, as its template has it. */
export interface Stack {
  /** Megabytes. */
  readonly memory: Readonly<Record<FunctionName, number>>;
  /** Whether Lambda records its traces. */
  readonly traced: Readonly<Record<FunctionName, boolean>>;
  readonly alarms: number;
  /** What the alarms watch: one may watch several. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  /** What the dashboards show, together. */
  readonly dashboardMetrics: number;
  /** Queues from which functions are fed. */
  readonly polledQueues: number;
}

interface AlarmProperties {
  readonly Metrics?: readonly { readonly MetricStat?: unknown }[];
}

interface FunctionProperties {
  readonly MemorySize: number;
  readonly TracingConfig?: { readonly Mode: string };
}

/** A dashboard's body: text, in which names that AWS makes up are references. */
interface DashboardProperties {
  readonly DashboardBody: { readonly 'Fn::Join': readonly [string, readonly unknown[]] };
}

interface Widget {
  readonly properties: { readonly metrics?: readonly (readonly unknown[])[] };
}

/** A metric begins with its namespace; an expression over metrics does not. */
const metricsShown = ({ DashboardBody: { 'Fn::Join': joined } }: DashboardProperties): number => {
  const body = joined[1].map((part) => (typeof part === 'string' ? part : 'reference')).join(joined[0]);
  const { widgets } = JSON.parse(body) as { readonly widgets: readonly Widget[] };
  return widgets.flatMap(({ properties: { metrics = [] } }) => metrics).filter(([first]) => typeof first === 'string')
    .length;
};

/** Synthesises the stack with its defaults. */
export const readStack = (): Stack => {
  try {
    const { of, one } = synthesised();
    const propertiesOf = (name: FunctionName): FunctionProperties =>
      one('AWS::Lambda::Function', `Functions${name}Function`).Properties as unknown as FunctionProperties;
    const each = <Value>(read: (properties: FunctionProperties) => Value): Record<FunctionName, Value> =>
      Object.fromEntries(functionNames.map((name) => [name, read(propertiesOf(name))])) as Record<FunctionName, Value>;
    const alarms = of('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties as AlarmProperties);
    const dashboards = of('AWS::CloudWatch::Dashboard').map(
      ([, { Properties }]) => Properties as unknown as DashboardProperties,
    );
    return {
      memory: each(({ MemorySize }) => MemorySize),
      traced: each(({ TracingConfig }) => TracingConfig?.Mode === 'Active'),
      alarms: alarms.length,
      alarmMetrics: alarms.reduce(
        (sum, { Metrics }) => sum + (Metrics ? Metrics.filter(({ MetricStat }) => MetricStat).length : 1),
        0,
      ),
      dashboards: dashboards.length,
      dashboardMetrics: dashboards.reduce((sum, properties) => sum + metricsShown(properties), 0),
      // A stream is read from a position; a queue has none.
      polledQueues: of('AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) => !Properties.StartingPosition)
        .length,
    };
  } finally {
    cleanUp();
  }
};
