import type { Invocation } from '../commands/command.ts';
import { usage } from '../failure.ts';
import type { Review } from '../http/answers.ts';
import { type Api, path } from '../http/api.ts';
import { finished } from '../http/jobs.ts';
import { shown, writeAside, writeAt } from '../terminal/shown.ts';

export type Segment = Readonly<Record<string, string>> | undefined;

interface Configured {
  readonly recipients: readonly { readonly email: string; readonly scope?: Segment }[];
}

/** What a recipient of a workspace sees of it; undefined is all of it, as for who is none. */
export const segmentSeenBy = async (api: Api, workspace: string, address: string): Promise<Segment> => {
  const { recipients } = await api.ask<Configured>({ method: 'GET', path: path`/v1/workspaces/${workspace}` });
  return recipients.find(({ email }) => email.toLowerCase() === address.toLowerCase())?.scope;
};

/** `owner=ana`, as often as an option is given, as a segment. */
export const segmentOf = (pairs: unknown, option: string): Segment => {
  if (!Array.isArray(pairs)) return undefined;
  return Object.fromEntries(
    pairs.map(String).map((pair) => {
      const [, by, key] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
      if (by === undefined || key === undefined)
        throw usage(`${option} ${JSON.stringify(pair)}: write it as by=key, for example ${option} owner=ana`);
      return [by, key];
    }),
  );
};

/** Has a review computed, and waits for it. */
export const compute = async (
  { context, args: [workspace = '', period = ''], options: { baseline } }: Invocation,
  api: Api,
  segment?: Segment,
): Promise<Review> => {
  const answer = await api.send({
    method: 'POST',
    path: path`/v1/workspaces/${workspace}/reviews`,
    body: { period, ...(baseline === undefined ? {} : { baseline }), ...(segment ? { segment } : {}) },
  });
  if (answer.status !== 202) return JSON.parse(answer.text) as Review;
  const { job } = JSON.parse(answer.text) as { job: string };
  return api.ask<Review>({ method: 'GET', path: await finished(context, api, job) });
};

/** The scope of a review as a query names it; undefined is the whole workspace. */
export const scopeOf = ({ id }: Pick<Review, 'id'>): string | undefined => {
  const scope = id.split('/')[3] ?? 'all';
  return scope === 'all' ? undefined : scope;
};

/** For whom a review is written, and in which language; what is absent is left to the API. */
export interface Reading {
  readonly role?: string;
  readonly locale?: string;
}

/** The very version that was computed, in another form; without it the one that was sent would be answered. */
export const inForm = async (api: Api, review: Review, accept: string, reading: Reading = {}): Promise<Uint8Array> => {
  const { workspace, period, version } = review;
  const scope = scopeOf(review);
  const query = new URLSearchParams({
    version: String(version),
    ...(scope === undefined ? {} : { scope }),
    ...reading,
  });
  const { bytes } = await api.send({
    method: 'GET',
    path: `${path`/v1/workspaces/${workspace}/reviews/${period}`}?${query}`,
    accept,
  });
  return bytes;
};

/** Writes a file, or standard output where it is `-`. */
export const write = async ({ context, printer }: Invocation, file: string, content: Uint8Array): Promise<void> => {
  if (file === '-') context.stdout.write(content);
  else printer.note(`Wrote ${await writeAt(context, file, content)}`);
};

/** Shows a page in the browser. */
export const show = async ({ context, printer }: Invocation, html: Uint8Array): Promise<void> => {
  printer.note(await shown(context, await writeAside('review.html', html)));
};
