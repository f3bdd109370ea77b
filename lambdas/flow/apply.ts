import { localDate } from '../domain/periods/localDay.ts';
import type { Workspace } from '../domain/ports.ts';
import type { Mistake } from '../domain/workspaces/mistakes.ts';
import type { Configuration } from '../domain/workspaces/schema.ts';
import { maskedSecret } from '../domain/workspaces/secrets.ts';
import { validateConfiguration } from '../domain/workspaces/validate.ts';
import { forgetSecrets, keepSecrets, resolveSecrets } from './applySecrets.ts';
import { builtIn } from './builtIn.ts';
import { canonicalJson, fingerprint } from './fingerprint.ts';
import { release } from './release.ts';
import type { Services } from './services.ts';

type Needs = Pick<
  Services,
  | 'workspaces'
  | 'secrets'
  | 'refused'
  | 'deliveries'
  | 'sources'
  | 'known'
  | 'publicUrl'
  | 'mailDomain'
  | 'clock'
  | 'logger'
>;

/** Where a hook of a source is to be sent; `{token}` stands for the source's token. */
interface HookAddress {
  readonly source: string;
  readonly system: string;
  readonly url: string;
  /** Where what the system does not sign is to be sent, if it signs only some of its requests. */
  readonly tokenUrl?: string;
}

export type Applied =
  | {
      readonly workspace: string;
      readonly changed: boolean;
      /** Whether secrets are among what changed; which ones is not told. */
      readonly secretsChanged: boolean;
      readonly warnings: readonly Mistake[];
      readonly hooks: readonly HookAddress[];
    }
  | { readonly errors: readonly Mistake[] };

const mostAttempts = 8;

const secretsMasked = (configuration: Configuration): Configuration => ({
  ...configuration,
  sources: configuration.sources.map((source) => ({ ...source, secrets: source.secrets.map(() => maskedSecret) })),
});

/**
 * Since when each recipient is one, by address: those of the first configuration are absent, for they are since the
 * workspace is. Who is taken out and put back is new.
 */
const recipientsSince = (
  { recipients, timeZone }: Configuration,
  before: Workspace | undefined,
  now: number,
): Record<string, string> => {
  if (!before) return {};
  const known = new Set(before.configuration.recipients.map(({ email }) => email));
  return Object.fromEntries(
    recipients.flatMap(({ email }) => {
      const since = known.has(email) ? before.recipientsSince[email] : localDate(now, timeZone);
      return since === undefined ? [] : [[email, since]];
    }),
  );
};

/** Where the hooks of each source are to be sent. */
export const hooksOf = (
  { sources, publicUrl }: Pick<Services, 'sources' | 'publicUrl'>,
  { workspace, sources: configured }: Configuration,
): HookAddress[] =>
  configured.map(({ id, system }) => {
    const { secretKind, alsoToken } = sources.get(system) ?? {};
    const url = `${publicUrl}/hooks/${workspace}/${id}`;
    const tokenUrl = `${url}/{token}`;
    return { source: id, system, url: secretKind === 'token' ? tokenUrl : url, ...(alsoToken && { tokenUrl }) };
  });

const validated = ({ sources, mailDomain }: Needs, workspace: string, input: unknown) => {
  const result = validateConfiguration(input, {
    ...builtIn,
    systems: [...sources.keys()],
    secretProblem: (system, secret) => sources.get(system)?.secretProblem(secret) ?? null,
    mailDomain,
  });
  if ('errors' in result || result.configuration.workspace === workspace) return result;
  return { errors: [{ path: 'workspace', message: `must be "${workspace}", as in the address that this is sent to` }] };
};

/**
 * Applies a whole configuration to a workspace, and makes the workspace when there is none. What is stored holds masks
 * in place of secrets. Applied again it changes nothing. Webhooks that were refused and verify now are released.
 */
export const apply = async (services: Needs, name: string, input: unknown): Promise<Applied> => {
  const { workspaces, known, clock } = services;
  const result = validated(services, name, input);
  if ('errors' in result) return result;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const before = await workspaces.get(name);
    const resolved = await resolveSecrets(services, result.configuration, before?.configuration);
    if ('errors' in resolved) return resolved;
    const configuration = secretsMasked(result.configuration);
    const reconfigured = canonicalJson(configuration) !== canonicalJson(before?.configuration ?? null);
    // The secrets first: a source that is there can then be verified.
    const newSecrets = await keepSecrets(services, name, resolved);
    if (reconfigured) {
      const now = clock();
      const version = before?.version ?? 0;
      const written = await workspaces.put(
        {
          configuration,
          createdAt: before?.createdAt ?? now,
          fingerprint: fingerprint(configuration),
          recipientsSince: recipientsSince(configuration, before, now),
          version: version + 1,
        },
        version,
      );
      if (!written) continue;
    }
    await forgetSecrets(services, configuration, before?.configuration);
    known.forget(name);
    await release(services, configuration);
    return {
      workspace: name,
      changed: reconfigured || newSecrets,
      secretsChanged: newSecrets,
      warnings: result.warnings,
      hooks: hooksOf(services, configuration),
    };
  }
  throw new Error(
    `Others changed the configuration of ${name} ${mostAttempts} times while this one was to be applied.`,
  );
};
