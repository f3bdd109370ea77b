import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../infra/context.ts';
import { OtherVersionError } from '../../../lambdas/domain/workspaces/storedVersion.ts';
import { plainId, prod } from '../support/deployment.ts';

const page = (name: string): string => readFileSync(path.resolve(import.meta.dirname, '../../../docs', name), 'utf8');
const deploy = page('deploy.md');
const operations = page('operations.md');
const readme = page('../README.md');

/** The address of a heading, as pages of Markdown have it. */
const addressOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(' ', '-');

describe('the pages about deployments', () => {
  it('name every option, and no other', () => {
    const asked = new Set<string>();
    readOptions((name) => {
      asked.add(name);
      return undefined;
    });
    const { 1: table = '' } = /\n\| `-c`([\s\S]+?)\n\n/.exec(deploy) ?? [];
    const named = table.split('\n').flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)=/g)]);
    expect([...new Set(named.map(([, name]) => name))].sort()).toEqual([...asked].sort());
    const passed = `${deploy}${operations}`.matchAll(/-c (\w+)/g);
    for (const [, name] of passed) expect(asked).toContain(name);
  });

  it('name things of the stack so that each is found, and only that one', () => {
    const names = [...operations.matchAll(/resource (AWS::\w+::\w+) (\w+)/g)];
    expect(names.length).toBeGreaterThan(5);
    for (const [, type = '', id = ''] of names)
      expect(
        prod.of(type).filter(([logicalId]) => logicalId.startsWith(id)),
        `${type} ${id}`,
      ).toHaveLength(1);
    const others = [...operations.matchAll(/`((?:Functions\w+|Api\w+)Log|\w+Dead)`/g)].map(([, id = '']) => id);
    const ids = Object.keys(prod.resources).map(plainId);
    expect(others.length).toBeGreaterThan(10);
    for (const id of others) expect(ids).toContain(id);
  });

  it('name outputs that there are', () => {
    const outputs = Object.keys(prod.outputs);
    const named = `${deploy}${operations}`.matchAll(
      /OutputKey=='(\w+)'|`(AdminKey\w+|DnsRecord\d|ApiUrl|ApiEndpoint)`/g,
    );
    for (const [text, key, name] of named) expect(outputs, text).toContain(key ?? name);
  });

  it('pass to every command of the CDK what the app cannot do without', () => {
    const blocks = [...`${readme}${deploy}${operations}`.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)];
    const commands = blocks.flatMap(([, block = '']) => block.split('\n').filter((line) => /^ *npx cdk /.test(line)));
    expect(commands.length).toBeGreaterThan(6);
    for (const command of commands) expect(command).toContain('-c mailDomain=');
  });

  it('have the section that an error names', () => {
    const [, section = ''] = /docs\/operations\.md, "([^"]+)"/.exec(new OtherVersionError(1).message) ?? [];
    expect(section).not.toBe('');
    expect(operations).toContain(`\n## ${section}\n`);
  });

  it('count the alarms right', () => {
    const { length } = prod.of('AWS::CloudWatch::Alarm');
    expect(deploy).toContain(`- ${length} alarms,`);
  });

  it('lead to headings that are there', () => {
    const headingsOf = (text: string) =>
      [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => addressOf(heading));
    const links = [
      ...[...deploy.matchAll(/\]\(operations\.md#([\w-]+)\)/g)].map(([, link]) => [operations, link] as const),
      ...[...operations.matchAll(/\]\(deploy\.md#([\w-]+)\)/g)].map(([, link]) => [deploy, link] as const),
      ...[deploy, operations].flatMap((text) =>
        [...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, link]) => [text, link] as const),
      ),
    ];
    expect(links.length).toBeGreaterThan(5);
    for (const [text, link] of links) expect(headingsOf(text)).toContain(link);
  });
});
