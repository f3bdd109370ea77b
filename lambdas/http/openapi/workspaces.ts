import * as z from 'zod/mini';
import { configurationSchema } from '../../domain/workspaces/schema.ts';
import { answered, asked } from './named.ts';
import type { Operation } from './operation.ts';
import { instant, maybeInstant, mistakes } from './shared.ts';

const tag = 'Workspaces';

const wanted = asked('Workspace', configurationSchema);
const shown = answered('WorkspaceShown', z.extend(configurationSchema, {}));

const applied = answered(
  'Applied',
  z.strictObject({
    workspace: z.string(),
    changed: z.boolean(),
    secretsChanged: z.boolean(),
    warnings: mistakes,
    hooks: z
      .array(
        z.strictObject({ source: z.string(), system: z.string(), url: z.string(), tokenUrl: z.optional(z.string()) }),
      )
      .check(z.describe('Where the webhooks of each source are to be sent')),
  }),
);

const example = {
  workspace: 'acme',
  timeZone: 'America/Sao_Paulo',
  currency: 'BRL',
  from: 'KPIs <kpis@acme.example>',
  sources: [{ id: 'shop', system: 'standard' }],
  recipients: [{ email: 'ana@acme.example', role: 'sales', reviews: ['monthly'] }],
};

export const applyOperation = (): Operation => ({
  tag,
  summary: 'Apply a configuration',
  description:
    'The whole of `workspace.yaml` as JSON, whether the workspace is there or not; the same again changes nothing. A masked secret means unchanged. The first one of a workspace takes the key of the deployment.',
  body: { schema: wanted, example },
  answers: { 200: { description: 'What came of it', schema: applied } },
});

export const shownOperation = (): Operation => ({
  tag,
  summary: 'Read a configuration',
  description: 'With its defaults; secrets are masked.',
  answers: { 200: { description: 'The configuration', schema: shown } },
});

const check = answered(
  'Check',
  z.strictObject({
    id: z.string(),
    status: z.enum(['ok', 'warning', 'problem']),
    subject: z.string(),
    message: z.string(),
    mend: z.nullable(z.string()).check(z.describe('What mends it, a step a line')),
  }),
);
const checkList = answered('Checks', z.strictObject({ checks: z.array(check) }));

export const checksOperation = (): Operation => ({
  tag,
  summary: 'Check a workspace',
  description: 'What keeps reviews from being right or being mailed, and what mends it. Changes nothing.',
  answers: { 200: { description: 'Everything that was looked at', schema: checkList } },
});

const scopes = z.array(z.enum(['ingest', 'read', 'admin']));

/** @param now epoch milliseconds, before which no key may end */
export const newKey = (now: number) =>
  z.strictObject({
    scopes: scopes.check(z.minLength(1)),
    name: z._default(z.string().check(z.maxLength(100)), ''),
    expiresAt: z._default(
      z.nullable(
        z.iso
          .datetime({ offset: true, error: 'write an instant as 2027-01-31T00:00:00Z' })
          .check(z.refine((text) => !(Date.parse(text) <= now), 'has passed')),
      ),
      null,
    ),
  });

const keyWanted = asked('KeyWanted', newKey(0));
const about = { id: z.string(), name: z.string(), scopes, createdAt: instant, expiresAt: maybeInstant };
const keyMade = answered(
  'KeyMade',
  z.strictObject({
    ...about,
    key: z.string().check(z.describe('The key itself: this is the only time that it is told')),
  }),
);
const keyList = answered('Keys', z.strictObject({ keys: z.array(answered('Key', z.strictObject(about))) }));

export const makeKeyOperation = (): Operation => ({
  tag: 'Keys',
  summary: 'Make an API key',
  description: '`ingest` posts observations, `read` reads and computes, `admin` configures and mails, too.',
  body: { schema: keyWanted, example: { name: 'dashboard', scopes: ['read'] } },
  answers: { 201: { description: 'The key', schema: keyMade } },
});

export const keysOperation = (): Operation => ({
  tag: 'Keys',
  summary: 'List the API keys',
  answers: { 200: { description: 'The keys, without themselves', schema: keyList } },
});

export const removeKeyOperation = (): Operation => ({
  tag: 'Keys',
  summary: 'Take an API key back',
  answers: { 204: { description: 'It opens nothing any more' } },
});
