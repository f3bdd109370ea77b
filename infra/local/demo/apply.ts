import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { lastClosedDay } from './calendar.ts';
import type { DemoState } from './state.ts';

export const demoWorkspace = 'ipe-alto';

/** The demonstration's configuration, with its secrets and its first month filled in. */
export const demoConfiguration = ({ startedAt, kommoToken, hubSecret }: DemoState): unknown => {
  const values: Readonly<Record<string, string>> = {
    SINCE: lastClosedDay(startedAt),
    KOMMO_TOKEN: kommoToken,
    HUB_SECRET: hubSecret,
  };
  const yaml = readFileSync(new URL('./workspace.yaml', import.meta.url), 'utf8');
  return parse(yaml.replace(/\$\{([A-Z_]+)\}/g, (whole, name: string) => values[name] ?? whole));
};

/** Applies it over HTTP, as `npx quarterdeck apply` does. Applied again it changes nothing. */
export const applyDemo = async (address: string, adminKey: string, state: DemoState): Promise<void> => {
  const response = await fetch(`${address}/v1/workspaces/${demoWorkspace}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(demoConfiguration(state)),
  });
  if (!response.ok) {
    throw new Error(`The demonstration's workspace was refused (${response.status}): ${await response.text()}`);
  }
};
