import { demoConfiguration, demoWorkspace } from '../../../infra/local/demo/apply.ts';
import { demoRequests } from '../../../infra/local/demo/generate.ts';
import type { DemoState } from '../../../infra/local/demo/state.ts';
import { catalogue, headlines } from '../../../lambdas/domain/kpis/catalogue.ts';
import { parsePeriod } from '../../../lambdas/domain/periods/parse.ts';
import { encode } from '../../../lambdas/domain/records/encode.ts';
import { fold } from '../../../lambdas/domain/records/fold.ts';
import { type RecordChange, statesOf } from '../../../lambdas/domain/records/states.ts';
import { type ReadRecord, startReview } from '../../../lambdas/domain/reviews/compute.ts';
import type { ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';
import { type Configuration, configurationSchema } from '../../../lambdas/domain/workspaces/schema.ts';
import { settingsOf } from '../../../lambdas/domain/workspaces/settings.ts';
import type { MailRequest } from '../../../lambdas/rendering/mail.ts';
import type { Rendered } from '../../../lambdas/rendering/render.ts';
import { sources } from '../../../lambdas/sources/index.ts';

/** The demonstration's reviews, and the mail that its sales manager gets: its webhooks, translated, folded, reviewed. */

const state: DemoState = {
  startedAt: Date.parse('2026-11-02T12:00:00Z'),
  kommoToken: 'token',
  hubSecret: 'whsec_c2VjcmV0',
  acknowledged: 0,
  finished: false,
};

const changesOf = (configuration: Configuration): (RecordChange & { readonly source: string })[] =>
  demoRequests(state.startedAt).flatMap(({ source, body }) => {
    const settings = settingsOf(configuration, source);
    const system = settings && sources.get(settings.system);
    if (!system) throw new Error(`The demonstration has no source "${source}".`);
    const { startedAt: receivedAt } = state;
    const translation = system.translate(
      { body: Buffer.from(body), headers: {}, receivedAt, firstReceivedAt: receivedAt },
      settings,
    );
    if ('failed' in translation) throw new Error(translation.failed);
    return translation.observations.flatMap(statesOf).map((change) => ({ ...change, source }));
  });

const recordsOf = (configuration: Configuration): ReadRecord[] => {
  const folded = new Map<string, RecordChange & { readonly source: string }>();
  for (const change of changesOf(configuration)) {
    const name = `${change.source} ${change.type} ${change.id}`;
    const known = folded.get(name);
    folded.set(name, known ? { ...change, state: fold(known.state, change.state) } : change);
  }
  return [...folded.values()].map(({ source, type, id, state: folded }) => ({
    source,
    type,
    id,
    state: encode(folded),
    changedAt: state.startedAt,
  }));
};

const documentOf = (configuration: Configuration, records: readonly ReadRecord[], period: string): ReviewDocument => {
  const review = startReview({
    workspace: { configuration, createdAt: 0, fingerprint: 'sha256:0', recipientsSince: {}, version: 1 },
    period: parsePeriod(period, configuration),
    scopes: [null],
    asOf: state.startedAt,
    received: {},
    sentBefore: {},
  });
  for (const record of records) review.link(record);
  for (const phase of review.phases) for (const record of records) if (phase.includes(record.type)) review.add(record);
  const [document] = review.finish();
  if (!document) throw new Error('The demonstration has no review.');
  return document;
};

/** The reviews of these periods (`2026-10`, `2026-Q3`), as the demonstration's first recipient is given them. */
export const demonstrationReviews = (periods: readonly string[]): Rendered[] => {
  const configuration = configurationSchema.parse(demoConfiguration(state));
  const [reader] = configuration.recipients;
  if (!reader) throw new Error('The demonstration mails nobody.');
  const records = recordsOf(configuration);
  return periods.map((period) => ({
    document: documentOf(configuration, records, period),
    configuration,
    catalogue,
    headlines,
    reader,
  }));
};

export const demonstrationMail = (): MailRequest => {
  const [rendered] = demonstrationReviews(['2026-10']);
  const { from, recipients } = rendered?.configuration ?? {};
  const reader = recipients?.[0];
  if (!rendered || !reader || !from) throw new Error('The demonstration mails nobody.');
  const link = `https://quarterdeck.example/r/${'token'.repeat(20)}`;
  return {
    rendered,
    links: {
      review: link,
      csv: `${link}?format=csv`,
      xlsx: `${link}?format=xlsx`,
      preferences: link,
      unsubscribe: link,
    },
    from,
    to: { email: reader.email, name: reader.name ?? demoWorkspace },
    sendId: 'f3b1c9d2',
    date: state.startedAt,
  };
};
