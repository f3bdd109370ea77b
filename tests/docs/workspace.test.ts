import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type * as z from 'zod/mini';
import { dimensions } from '../../lambdas/domain/records/dimensions.ts';
import { configurationSchema } from '../../lambdas/domain/workspaces/schema.ts';
import { validateConfiguration } from '../../lambdas/domain/workspaces/validate.ts';
import { builtIn } from '../../lambdas/flow/builtIn.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/workspace.md'), 'utf8');

interface Shape {
  /** The settings of every mapping by its path, of the whole file by the empty one: those of a list stand under its name. */
  readonly settings: Map<string, string[]>;
  /** What a setting may be, where that is a closed list. */
  readonly choices: Set<string>;
  readonly seen: Set<z.core.$ZodType>;
}

const explore = (schema: z.core.$ZodType, at: string, shape: Shape): Shape => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return explore(def.innerType, at, shape);
    case 'array':
      return explore(def.element, at, shape);
    case 'record':
      explore(def.keyType, at, shape);
      return explore(def.valueType, at, shape);
    case 'enum':
      for (const value of Object.values(def.entries)) shape.choices.add(String(value));
      return shape;
    case 'union':
      for (const option of def.options) explore(option, at, shape);
      return shape;
    case 'object':
      // What stands in several places is told in the first.
      if (shape.seen.has(schema)) return shape;
      shape.seen.add(schema);
      shape.settings.set(at, Object.keys(def.shape));
      for (const [name, of] of Object.entries(def.shape)) explore(of, at === '' ? name : `${at}.${name}`, shape);
      return shape;
    default:
      return shape;
  }
};

const { settings, choices } = explore(configurationSchema, '', {
  settings: new Map(),
  choices: new Set(),
  seen: new Set(),
});

/** Rows of the first table under a heading, each as its cells. */
const rowsUnder = (heading: string): string[][] => {
  const [, section = ''] = page.split(`\n${heading}\n`);
  const [, table = ''] = /^\| setting .*\n\|[ -|]*\n((?:\|.*\n)+)/m.exec(section.split(/^#+ /m)[0] ?? '') ?? [];
  return table
    .trimEnd()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
};

const sectionOf = (at: string): string[][] => {
  if (at === '') return rowsUnder('## The workspace');
  const found = [2, 3]
    .map((depth) => rowsUnder(`${'#'.repeat(depth)} \`${at}\``))
    .find(([row]) => (row?.length ?? 0) > 1);
  return found ?? [];
};

describe('the page of workspace.yaml', () => {
  it.each([...settings])('names the settings of "%s", all and no other', (at, names) => {
    expect(
      sectionOf(at)
        .map(([, name]) => name)
        .sort(),
    ).toEqual(names.map((name) => `\`${name}\``).sort());
  });

  it('has no table of settings that there are not', () => {
    expect(page.match(/^\| setting /gm)).toHaveLength(settings.size);
  });

  it('names whatever may be chosen, and every segment', () => {
    expect(choices.size).toBeGreaterThan(30);
    for (const one of [...choices, ...dimensions]) expect(page).toMatch(new RegExp(`[\`\\[ ]${one}[\`\\], ]`));
  });

  it('says of each setting with a default what that is', () => {
    const defaults = configurationSchema.parse({ workspace: 'a', timeZone: 'UTC', currency: 'USD' });
    for (const [, name = '', , told = ''] of sectionOf('')) {
      const value: unknown = defaults[name.replaceAll('`', '') as keyof typeof defaults];
      if (typeof value === 'string' && name !== '`workspace`' && name !== '`timeZone`' && name !== '`currency`')
        expect(told.replaceAll('"', ''), name).toBe(`\`${value}\``);
      if (typeof value === 'number') expect(told, name).toBe(`\`${value}\``);
    }
  });

  it('leads to headings that are there', () => {
    const textOf = (name: string): string =>
      readFileSync(path.resolve(import.meta.dirname, '../../docs', name), 'utf8');
    const links = [...page.matchAll(/\]\((?:(\w+\.md))?#([\w-]+)\)/g)];
    expect(links.length).toBeGreaterThan(15);
    for (const [, name = 'workspace.md', link] of links) {
      const headings = [...textOf(name).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .trim()
          .replaceAll(' ', '-'),
      );
      expect(headings, name).toContain(link);
    }
  });

  it('has examples that are taken as they stand', () => {
    const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
    expect(blocks).toHaveLength(3);
    const parts = [
      ...blocks.map((text) => parse(text) as object),
      ...[...page.matchAll(/`((?:rates|authority|businessHours|identity|engagement|adoption|health): \{.*\})`/g)].map(
        ([, text = '']) => parse(text) as object,
      ),
    ];
    expect(parts).toHaveLength(10);
    const result = validateConfiguration(Object.assign({}, ...parts), {
      ...builtIn,
      systems: ['kommo'],
      secretProblem: () => null,
    });
    // The example of a secret is filled in by the command.
    expect('errors' in result && result.errors.map(({ path: at }) => at)).toEqual(['sources[0].secrets[0]']);
  });
});
