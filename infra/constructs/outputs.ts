import { CfnOutput, Fn, type Stack } from 'aws-cdk-lib';
import type { DnsRecord } from './mail.ts';
import type { AdminKey } from './secrets.ts';
import type { Tables } from './tables.ts';

export interface OutputsProps {
  /** Where hooks are sent and links lead, without a slash at its end. */
  readonly url: string;
  /** Of the API itself, without a slash at its end. */
  readonly endpoint: string;
  readonly adminKey: AdminKey;
  readonly dnsRecords: readonly DnsRecord[];
  /** ARN. */
  readonly alarmTopic: string;
  readonly hasAlarmEmail: boolean;
  /** Name. */
  readonly dashboard: string;
  readonly tables: Tables;
}

/** What is printed after a deployment: what it made, and what to do next. */
export const addOutputs = (stack: Stack, props: OutputsProps): void => {
  const { url, endpoint, adminKey, dnsRecords, alarmTopic, hasAlarmEmail, dashboard, tables } = props;
  const say = (name: string, description: string, value: string): void => {
    new CfnOutput(stack, name, { description, value });
  };
  say('ApiUrl', 'The HTTP API: set QUARTERDECK_URL to this.', url);
  say('ApiEndpoint', "The API's own address: what a domain or a CDN in front of it leads to.", endpoint);
  say(
    'HookUrl',
    'Where a source sends its webhooks. "apply" prints the address of each.',
    `${url}/hooks/{workspace}/{source}`,
  );
  say(adminKey.output, adminKey.description, adminKey.name);
  say('AdminKeyMake', 'Makes the admin key.', adminKey.make);
  say('AdminKeyRead', 'Reads the admin key: set QUARTERDECK_KEY to what it prints.', adminKey.read);
  dnsRecords.forEach(({ name, value }, index) => {
    say(
      `DnsRecord${index + 1}`,
      "Add this record to the mail domain's DNS: it proves the domain and signs its mail.",
      Fn.join(' ', [name, 'CNAME', value]),
    );
  });
  say(
    'AlarmTopic',
    hasAlarmEmail
      ? 'Tells of alarms. Confirm the subscription in the mail that AWS has sent.'
      : 'Tells of alarms, and nobody listens yet: aws sns subscribe --protocol email --topic-arn <this> --notification-endpoint <you>',
    alarmTopic,
  );
  say(
    'DashboardUrl',
    'What to look at when something is wrong.',
    `https://${stack.region}.console.aws.amazon.com/cloudwatch/home?region=${stack.region}#dashboards/dashboard/${dashboard}`,
  );
  const { deliveries, records, reviews } = tables;
  say('DeliveriesTable', 'Outlives the stack.', deliveries.name);
  say('RecordsTable', 'Outlives the stack.', records.name);
  say('ReviewsTable', 'Outlives the stack.', reviews.name);
};
