import type { ReviewAddress } from '../../domain/ports.ts';
import type { Scope } from '../../domain/reviews/document.ts';
import { scopeName } from '../../domain/reviews/scope.ts';
import type { SendKey } from '../../domain/reviews/send.ts';
import { partName } from './body.ts';
import type { Place } from './items.ts';
import { sha256 } from './keyText.ts';

/**
 * Where everything in the Reviews table is, so that each question is one get or one query. Ids of workspaces and
 * sources hold no `#`, and what may hold one stands last.
 *
 * | what | pk | sk |
 * |---|---|---|
 * | names of workspaces | `workspaces` | workspace |
 * | configuration | `workspace#W` | `configuration`, `part#nn#<hash>` |
 * | state of a source | `source#W#S` | `state` |
 * | counts of a UTC day | `source#W#S` | `day#YYYY-MM-DD` |
 * | failures | `source#W#S` | `failure#<receivedAt>#<hash>` |
 * | mapped fields that were seen on a UTC day | `source#W#S` | `seen#YYYY-MM-DD` |
 * | refused deliveries | `refused#W#S` | `item#<id>`, `part#nn#<id>`, `day#YYYY-MM-DD` (how many) |
 * | API key by its hash | `key#<hash>` | `key` |
 * | API keys of a workspace | `keys#W` | id |
 * | reviews, without their KPIs | `reviews#W` | `<first day>#<version>#<address>` |
 * | review documents, by their hash | `document#W#<hash>` | `document`, `part#nn` |
 * | ledger | `sends#W` | `<start>#<cadence>#<scope>#<recipient>` |
 * | ledger by id | `send#W` | id |
 * | preferences | `preferences#W` | mailbox, in lower case |
 * | up to when links have ended | `links#W` | mailbox, or `*` for all of the workspace |
 * | jobs | `job#<id>` | `job`, `mail` (what was heard of a test's) |
 */

const place = (pk: string, sk: string): Place => ({ pk, sk });

const longestScope = 300;

/** A scope in a key: its name, or the hash of one that is too long for a key. */
const scopeInKey = (scope: Scope | null): string => {
  const name = scopeName(scope);
  return name.length <= longestScope ? name : `sha256:${sha256(name)}`;
};

export const namesPartition = 'workspaces';
export const workspaceName = (workspace: string): Place => place(namesPartition, workspace);
export const workspacePlace = (workspace: string): Place => place(`workspace#${workspace}`, 'configuration');
export const configurationPart =
  (workspace: string, hash: string) =>
  (index: number): Place =>
    place(`workspace#${workspace}`, `${partName(index)}#${hash}`);

export const sourcePartition = (workspace: string, source: string): string => `source#${workspace}#${source}`;
export const sourceState = (workspace: string, source: string): Place =>
  place(sourcePartition(workspace, source), 'state');
export const dayPrefix = 'day#';
export const dayPlace = (workspace: string, source: string, day: string): Place =>
  place(sourcePartition(workspace, source), dayPrefix + day);
export const failurePrefix = 'failure#';
export const otherAccountPrefix = 'otherAccount#';
export const seenPlace = (workspace: string, source: string, day: string): Place =>
  place(sourcePartition(workspace, source), `seen#${day}`);

export const refusedPartition = (workspace: string, source: string): string => `refused#${workspace}#${source}`;
export const refusedPrefix = 'item#';
export const refusedPlace = (workspace: string, source: string, id: string): Place =>
  place(refusedPartition(workspace, source), refusedPrefix + id);
export const refusedPart =
  (workspace: string, source: string, id: string) =>
  (index: number): Place =>
    place(refusedPartition(workspace, source), `${partName(index)}#${id}`);
export const refusedCounter = (workspace: string, source: string, day: string): Place =>
  place(refusedPartition(workspace, source), dayPrefix + day);

export const keyPlace = (hash: string): Place => place(`key#${hash}`, 'key');
export const keysPartition = (workspace: string): string => `keys#${workspace}`;
export const keyListed = (workspace: string, id: string): Place => place(keysPartition(workspace), id);

export const reviewsPartition = (workspace: string): string => `reviews#${workspace}`;
/** The period's first day, which a range's `start` begins with too. */
export const firstDayOf = ({ start }: Pick<ReviewAddress, 'start'>): string => start.slice(0, 10);
export const addressName = ({ cadence, start, scope }: ReviewAddress): string =>
  `${cadence}#${start}#${scopeInKey(scope)}`;
export const reviewPlace = (address: ReviewAddress, version: number): Place =>
  place(
    reviewsPartition(address.workspace),
    `${firstDayOf(address)}#${String(version).padStart(6, '0')}#${addressName(address)}`,
  );
const documentPartition = (workspace: string, hash: string): string => `document#${workspace}#${hash}`;
export const documentPlace = (workspace: string, hash: string): Place =>
  place(documentPartition(workspace, hash), 'document');
export const documentPart =
  (workspace: string, hash: string) =>
  (index: number): Place =>
    place(documentPartition(workspace, hash), partName(index));

export const sendsPartition = (workspace: string): string => `sends#${workspace}`;
export const sendPlace = ({ workspace, cadence, start, scope, recipient }: SendKey): Place =>
  place(sendsPartition(workspace), `${start}#${cadence}#${scopeInKey(scope)}#${recipient}`);
export const sendById = (workspace: string, id: string): Place => place(`send#${workspace}`, id);

export const preferencesPlace = (workspace: string, mailbox: string): Place =>
  place(`preferences#${workspace}`, mailbox.toLowerCase());
export const linksPlace = (workspace: string, mailbox: string | null): Place =>
  place(`links#${workspace}`, mailbox?.toLowerCase() ?? '*');
export const jobPlace = (id: string): Place => place(`job#${id}`, 'job');
export const jobMailPlace = (id: string): Place => place(`job#${id}`, 'mail');
