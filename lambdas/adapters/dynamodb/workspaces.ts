import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Workspace, Workspaces } from '../../domain/ports.ts';
import type { Configuration } from '../../domain/workspaces/schema.ts';
import { OtherVersionError, storedVersion } from '../../domain/workspaces/storedVersion.ts';
import { readBody, writeBody } from './body.ts';
import { createDayCounts } from './dayCounts.ts';
import { createFailures } from './failures.ts';
import { getItem, type Item, number, placed, putItem, putVersion, text } from './items.ts';
import { sha256 } from './keyText.ts';
import { partition, queryAll } from './query.ts';
import { configurationPart, namesPartition, workspaceName, workspacePlace } from './reviewsTable.ts';
import { createSeenFields } from './seenFields.ts';
import { createSourceStates } from './sourceStates.ts';

/** Attributes beside the key and the configuration's body: `hash` of that, `createdAt`, `fingerprint`, `recipientsSince` as JSON, `v` the version, `layout` that of all tables. */
const workspaceOf = (item: Item, configuration: Uint8Array): Workspace => ({
  configuration: JSON.parse(Buffer.from(configuration).toString('utf8')) as Configuration,
  createdAt: number(item, 'createdAt'),
  fingerprint: text(item, 'fingerprint'),
  recipientsSince: JSON.parse(text(item, 'recipientsSince')) as Record<string, string>,
  version: number(item, 'v'),
});

/** The first layout was not written down. */
const layoutOf = (item: Item): number => (item.layout ? number(item, 'layout') : 1);

/**
 * Workspaces in DynamoDB, with what is kept of their sources. Whatever is done begins with a workspace, so that it is
 * here that tables of another version are told from one's own.
 */
export const createWorkspaces = (client: DynamoDBClient, table: string): Workspaces => ({
  async list() {
    const items = await queryAll(client, table, partition(namesPartition));
    return items.map((item) => text(item, 'sk'));
  },

  async get(workspace) {
    const item = await getItem(client, table, workspacePlace(workspace));
    if (!item) return undefined;
    if (layoutOf(item) !== storedVersion) throw new OtherVersionError(layoutOf(item));
    return workspaceOf(item, await readBody(client, table, item, configurationPart(workspace, text(item, 'hash'))));
  },

  async put({ configuration, createdAt, fingerprint, recipientsSince }, expected) {
    const { workspace } = configuration;
    // The name first: cut off after it, the workspace is listed without being there, rather than there without being listed.
    if (expected === 0) await putItem(client, table, placed(workspaceName(workspace)));
    const json = Buffer.from(JSON.stringify(configuration));
    const hash = sha256(json);
    const item: Item = {
      ...placed(workspacePlace(workspace)),
      ...(await writeBody(client, table, json, configurationPart(workspace, hash))),
      hash: { S: hash },
      createdAt: { N: String(createdAt) },
      fingerprint: { S: fingerprint },
      recipientsSince: { S: JSON.stringify(recipientsSince) },
      layout: { N: String(storedVersion) },
    };
    return putVersion(client, table, item, expected);
  },

  ...createSourceStates(client, table),
  ...createDayCounts(client, table),
  ...createFailures(client, table),
  ...createSeenFields(client, table),
});
