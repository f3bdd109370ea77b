import { Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './deadLetterQueue.ts';

export interface MailProps {
  /** The domain that senders' addresses are of. */
  readonly domain: string;
  /** Whether SES has the domain's identity already, as from another stage: then it is left alone. */
  readonly identityExists: boolean;
}

/** A DNS record. */
export interface DnsRecord {
  readonly name: string;
  readonly value: string;
}

/**
 * The domain as an identity of SES, signed with its keys (Easy DKIM), and the configuration set by which SES reports what
 * becomes of each mail. Mail goes over TLS or not at all.
 */
export class Mail extends Construct {
  /** Name of the configuration set. */
  readonly configurationSet: string;
  readonly configurationSetArn: string;
  /** The CNAMEs that prove the domain and sign its mail; none where the identity exists already. */
  readonly dnsRecords: readonly DnsRecord[];
  readonly events: Topic;

  constructor(scope: Construct, id: string, { domain, identityExists }: MailProps) {
    super(scope, id);
    const set = new ConfigurationSet(this, 'Set', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      sendingEnabled: true,
    });
    this.configurationSet = set.configurationSetName;
    this.configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: set.configurationSetName,
    });
    this.events = new Topic(this, 'Events', { displayName: 'What SES reports of mails', enforceSSL: true });
    const { SEND, DELIVERY, BOUNCE, COMPLAINT, REJECT, DELIVERY_DELAY, RENDERING_FAILURE } = EmailSendingEvent;
    const destination = set.addEventDestination('Feedback', {
      destination: EventDestination.snsTopic(this.events),
      events: [SEND, DELIVERY, BOUNCE, COMPLAINT, REJECT, DELIVERY_DELAY, RENDERING_FAILURE],
    });
    // SES tries the topic when the destination is made.
    destination.node.addDependency(this.events);
    this.dnsRecords = identityExists
      ? []
      : new EmailIdentity(this, 'Identity', {
          identity: Identity.domain(domain),
          dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
        }).dkimRecords;
  }

  /** Lets a function know of what becomes of mails; what could not be handed to it goes to `dead`. */
  report(consumer: IFunction, dead: DeadLetterQueue): void {
    this.events.addSubscription(new LambdaSubscription(consumer, { deadLetterQueue: dead }));
  }
}
