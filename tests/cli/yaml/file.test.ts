import { describe, expect, test } from 'vitest';
import { readYaml } from '../../../cli/yaml/file.ts';
import { folderWith } from '../support/files.ts';

const read = async (text: string) => readYaml('workspace.yaml', await folderWith({ 'workspace.yaml': text }));
const detailsOf = async (text: string) => {
  const error: unknown = await read(text).catch((failure: unknown) => failure);
  return (error as { details: unknown }).details;
};

describe('a malformed file is told by line and column', () => {
  test('when it is not YAML', async () => {
    expect(await detailsOf('a: 1\nb: [1\nc: 2\n')).toContainEqual({
      place: 'workspace.yaml:3:1',
      message: expect.any(String),
    });
  });

  test('when an alias has no anchor', async () => {
    expect(await detailsOf('a: *b\n')).toEqual([
      { place: 'workspace.yaml', message: expect.stringContaining('Unresolved alias') },
    ]);
  });

  test("when a second document begins, without a word of the parser's API", async () => {
    expect(await detailsOf('a: 1\n---\nb: 2\n')).toEqual([
      { place: 'workspace.yaml:2:1', message: expect.stringContaining('second document') },
    ]);
  });

  test('once a place, though the parser complains twice of it', async () => {
    expect(await detailsOf('workspace: acme\n  timeZone: UTC\n')).toHaveLength(1);
  });

  test('when a key stands twice', async () => {
    expect(await detailsOf('a: 1\nb:\n  c: 1\n  c: 2\n')).toEqual([
      { place: 'workspace.yaml:4:3', message: 'this name stands twice: remove one of them' },
    ]);
  });

  test('when it holds several documents', async () => {
    expect(await detailsOf('a: 1\n---\nb: 2\n')).toHaveLength(1);
  });
});

test('a file that is not there is named by its whole path', async () => {
  const folder = await folderWith();
  await expect(readYaml('no.yaml', folder)).rejects.toThrow(`There is no file ${folder}/no.yaml.`);
});

test('values are as YAML 1.2 has them: days and times of day stay text', async () => {
  const { value } = await read('sendAt: "08:00"\nat: 08:00\nsince: 2026-09-01\nyes: no\nn: 012\nf: 0.30\n');
  expect(value).toEqual({ sendAt: '08:00', at: '08:00', since: '2026-09-01', yes: 'no', n: 12, f: 0.3 });
});

test('a whole number too large to be exact stays what was written', async () => {
  const { value } = await read('account: 12345678901234567890\nsmall: 42\nlist: [-9007199254740993]\n');
  expect(value).toEqual({ account: '12345678901234567890', small: 42, list: ['-9007199254740993'] });
});

describe('the place of a path', () => {
  const text = `workspace: acme
sources:
  - id: kommo
    fields:
      deal: {source: x}
  - id: other
    fields:
      deal:
        custom.tier: y
rates:
  USD:
    "2026-10-01": "5.41"
`;

  test.each([
    ['workspace', 1],
    ['sources', 2],
    ['sources[0]', 3],
    ['sources[1].id', 6],
    ['sources[0].fields.deal.source', 5],
    ['sources[1].fields.deal.custom.tier', 9],
    ['rates.USD.2026-10-01', 12],
  ])('%s is on line %i', async (path, line) => {
    expect((await read(text)).placeOf(path)).toBe(`workspace.yaml:${line}`);
  });

  test.each([
    ['sources[1].system', 6],
    ['sources[7].id', 2],
    ['rates.USD.2027-01-01', 11],
  ])('%s, which is not written, is on line %i with what is around it', async (path, line) => {
    expect((await read(text)).placeOf(path)).toBe(`workspace.yaml:${line}`);
  });

  test('of something missing at the top is the file', async () => {
    expect((await read(text)).placeOf('timeZone')).toBe('workspace.yaml');
  });
});
