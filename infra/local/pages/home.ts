import { html } from 'hono/html';
import type { SendState } from '../../../lambdas/domain/reviews/send.ts';
import type { SourceHealth } from '../../../lambdas/flow/health.ts';
import type { MailEntry } from '../mailbox.ts';
import type { DeadLetter } from '../queue.ts';
import { count, type Markup, nothing, page, when } from './layout.ts';
import { mailList } from './mailbox.ts';
import { table } from './table.ts';

/** One review of a workspace, as the home page lists it. */
export interface ListedReview {
  readonly period: string;
  readonly cadence: string;
  readonly status: 'closed' | 'running';
  readonly scope: string | null;
  readonly computedAt: string;
  readonly href: string;
}

/** One send of a workspace. */
export interface ListedSend {
  readonly period: string;
  readonly recipient: string;
  readonly state: SendState;
  /** What the mail system reported since. */
  readonly feedback: string | null;
  readonly reason: string | null;
  /** The reader's own page, by the link that their mail has; `null` where none was mailed. */
  readonly href: string | null;
}

export interface ListedWorkspace {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly reviews: readonly ListedReview[];
  readonly sends: readonly ListedSend[];
  readonly sources: readonly SourceHealth[];
}

export interface HomeContent {
  readonly publicUrl: string;
  readonly data: string;
  /** The command that throws away what is here. */
  readonly reset: string;
  readonly workspaces: readonly ListedWorkspace[];
  readonly mails: readonly MailEntry[];
  readonly dead: readonly DeadLetter[];
  /** Of the demonstration while it is under way. */
  readonly progress: { readonly done: number; readonly total: number } | null;
}

const stateClass = ({ state, feedback }: ListedSend): string => {
  if (state === 'refused' || feedback === 'bounced' || feedback === 'complained') return 'bad';
  return { sent: 'good', uncertain: 'warn', skipped: 'soft', queued: 'soft', sending: 'soft' }[state];
};

const reviewTable = ({ id, reviews }: ListedWorkspace): Markup =>
  reviews.length === 0
    ? html`<p class="soft">None yet. Post observations or webhooks, then ask for one.</p>`
    : table(
        `Reviews of ${id}`,
        [{ title: 'Period' }, { title: 'Cadence' }, { title: 'Status' }, { title: 'Computed' }, { title: 'Numbers' }],
        reviews.map(({ period, cadence, status, scope, computedAt, href }) => [
          html`<a href="${href}"><strong>${period}</strong></a>${scope === null ? nothing : html` <span class="soft">${scope}</span>`}`,
          html`${cadence}`,
          html`${status}`,
          when(computedAt),
          html`<a href="${href}&format=csv">CSV</a> · <a href="${href}&format=xlsx">Excel</a> · <a href="${href}&format=json">JSON</a>`,
        ]),
      );

const stateOf = (send: ListedSend): Markup =>
  html`<span class="${stateClass(send)}">${send.state}${send.feedback === null ? '' : `, ${send.feedback}`}</span>${send.reason === null ? nothing : html` <span class="soft">${send.reason}</span>`}`;

const sendTable = ({ id, sends }: ListedWorkspace): Markup =>
  sends.length === 0
    ? html`<p class="soft">Nothing has been due yet.</p>`
    : table(
        `Mailed by ${id}`,
        [{ title: 'Period' }, { title: 'Recipient' }, { title: 'State' }, { title: 'Review' }],
        sends.map((send) => [
          html`${send.period}`,
          html`${send.recipient}`,
          stateOf(send),
          send.href === null ? nothing : html`<a href="${send.href}">As they see it</a>`,
        ]),
      );

const figure = (number: number, tone: 'bad' | 'warn' | '' = ''): Markup =>
  html`<span class="${number > 0 ? tone : ''}">${count(number)}</span>`;

const sourceTable = ({ id: workspace, sources }: ListedWorkspace): Markup => {
  // Few sources have any.
  const others = sources.some(({ totals }) => totals.wrongAccount > 0);
  return sources.length === 0
    ? html`<p class="soft">None configured.</p>`
    : html`${table(
        `Sources of ${workspace}`,
        [
          { title: 'Source' },
          { title: 'System' },
          { title: 'Last delivery' },
          { title: 'Deliveries', number: true },
          { title: 'Observations', number: true },
          { title: 'Pending', number: true },
          { title: 'Failed', number: true },
          ...(others ? [{ title: 'Of another account', number: true as const }] : []),
          { title: 'Refused', number: true },
        ],
        sources.map(({ id, system, lastAt, totals, pending }) => [
          html`<strong>${id}</strong>`,
          html`${system}`,
          lastAt === null ? html`<span class="soft">never</span>` : when(lastAt),
          figure(totals.deliveries),
          figure(totals.observations),
          figure(pending),
          figure(totals.failed, 'bad'),
          ...(others ? [figure(totals.wrongAccount, 'warn')] : []),
          figure(totals.refused, 'warn'),
        ]),
      )}${sources.flatMap(({ id, failures }) =>
        failures
          .slice(0, 3)
          .map(
            ({ receivedAt, reason, wrongAccount }) =>
              html`<p class="${wrongAccount ? 'warn' : 'bad'}">${id}, ${when(receivedAt)}: ${reason}</p>`,
          ),
      )}`;
};

const workspaceCard = (workspace: ListedWorkspace): Markup =>
  html`<section class="card"><h2>${workspace.name}</h2><p class="soft">Workspace <code>${workspace.id}</code>, ${workspace.timeZone}, ${workspace.currency}</p>
<h3>Reviews</h3>${reviewTable(workspace)}
<h3>Mailed</h3>${sendTable(workspace)}
<h3>Sources</h3>${sourceTable(workspace)}</section>`;

const progressCard = ({ progress }: HomeContent): Markup =>
  progress === null
    ? nothing
    : html`<section class="card"><h2>The demonstration is on its way</h2><p class="soft">Its webhooks are coming in: ${count(progress.done)} of ${count(progress.total)}. The review and the mails follow.</p><div class="bar"><span style="width: ${Math.round((100 * progress.done) / Math.max(1, progress.total))}%"></span></div></section>`;

const mailboxCard = ({ mails }: HomeContent): Markup =>
  html`<section class="card"><h2>Mailbox</h2>${
    mails.length === 0
      ? html`<p class="soft">No mail has been sent yet.</p>`
      : html`${mailList(mails.slice(-6).toReversed())}<p><a href="/local/mailbox">All ${count(mails.length)} mails</a></p>`
  }</section>`;

const deadCard = ({ dead }: HomeContent): Markup =>
  dead.length === 0
    ? nothing
    : html`<section class="card"><h2 class="bad">Given up on</h2><p class="soft">Messages that failed as often as they may. The next tick finds what they were for.</p>${table(
        'Given up on',
        [{ title: 'Queue' }, { title: 'When' }, { title: 'Why' }],
        dead.map(({ queue, diedAt, reason }) => [html`${queue}`, when(diedAt), html`${reason}`]),
      )}</section>`;

const nextCard = ({ publicUrl, data, reset, workspaces }: HomeContent): Markup => {
  const workspace = workspaces[0]?.id ?? 'acme';
  return html`<section class="card"><h2>What to do next</h2>
<h3>Ask for any review</h3>
<p>The admin key is the one in the terminal, and in <code>${data}/secrets.json</code>, unless <code>QUARTERDECK_ADMIN_KEY</code> was set.</p>
<pre><code>export QUARTERDECK_URL=${publicUrl}
export QUARTERDECK_KEY=…
curl -H "Authorization: Bearer $QUARTERDECK_KEY" -H "Content-Type: application/json" \\
  -d '{"period": "2026-Q3"}' ${publicUrl}/v1/workspaces/${workspace}/reviews
npx quarterdeck review ${workspace} 2026-Q3 --open</code></pre>
<p>What else there is to ask: <a href="/v1/docs">the API as a page</a>, <a href="/v1/openapi.json">as OpenAPI 3.1</a>.</p>
<h3>Try your own company</h3>
<p>Write a <code>workspace.yaml</code>, apply it, and point a webhook of your CRM here or import its history.</p>
<pre><code>npx quarterdeck apply workspace.yaml
npx quarterdeck import deals.csv --workspace acme --source kommo --map map.yaml</code></pre>
<h3>Move the clock</h3>
<p>As if it were another day: what is due then is computed and mailed. It counts as mailed, so the real day mails it no more.</p>
<pre><code>curl -d '{"now": "${new Date(Date.now() + 31 * 86_400_000).toISOString().slice(0, 10)}T12:00:00Z"}' ${publicUrl}/local/schedule</code></pre>
<h3>Start anew</h3>
<pre><code>${reset}</code></pre></section>`;
};

export const homePage = (content: HomeContent): Markup =>
  page(
    'Quarterdeck',
    html`<h1>Quarterdeck is running</h1>
<p class="lead">Webhooks come in, reviews of the month, the quarter and the year go out. This is all of it, on this machine.</p>
${progressCard(content)}${deadCard(content)}${mailboxCard(content)}
${content.workspaces.length === 0 && content.progress === null ? html`<section class="card"><h2>No workspace yet</h2><p class="soft">Create one with <code>PUT /v1/workspaces/{workspace}</code> or <code>npx quarterdeck apply</code>.</p></section>` : content.workspaces.map(workspaceCard)}
${nextCard(content)}`,
    content.progress === null ? undefined : 2,
  );
