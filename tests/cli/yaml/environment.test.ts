import { expect, test } from 'vitest';
import { filled, variableOf } from '../../../cli/yaml/environment.ts';
import { readYaml } from '../../../cli/yaml/file.ts';
import { folderWith } from '../support/files.ts';

/** As a configuration refers to a variable. */
const ref = (name: string): string => `\${${name}}`;

const read = async (text: string) => readYaml('w.yaml', await folderWith({ 'w.yaml': text }));

test('variables are filled in wherever text stands, several in one text too', async () => {
  const file = await read(`a: "${ref('ONE')}"\nb: [{c: "x-${ref('ONE')}-${ref('TWO')}"}]\nd: 1\ne: "{id}"\n`);
  expect(filled(file, { ONE: '1', TWO: 'two' })).toEqual({ a: '1', b: [{ c: 'x-1-two' }], d: 1, e: '{id}' });
});

test('what a variable holds is not filled in again', async () => {
  expect(filled(await read(`a: "${ref('ONE')}"\n`), { ONE: ref('TWO'), TWO: 'secret' })).toEqual({
    a: ref('TWO'),
  });
});

test('every variable that is missing is named, with its line', async () => {
  const file = await read(`a: "${ref('ONE')}"\nb:\n  - "${ref('TWO')}"\n  - "${ref('THREE')} and ${ref('ONE')}"\n`);
  expect(() => filled(file, { TWO: '2' })).toThrow(
    expect.objectContaining({
      details: [
        { place: 'w.yaml:1', message: 'ONE is not set' },
        { place: 'w.yaml:4', message: 'THREE is not set' },
        { place: 'w.yaml:4', message: 'ONE is not set' },
      ],
    }),
  );
});

test('an empty variable is missing: an empty secret would let everything in', async () => {
  expect(() =>
    filled({ name: 'w.yaml', path: '', value: ref('ONE'), place: () => 'w.yaml', placeOf: () => '' }, { ONE: '' }),
  ).toThrow(expect.objectContaining({ details: [{ place: 'w.yaml', message: 'ONE is empty' }] }));
});

test('what is no name of a variable is told rather than kept', async () => {
  const file = await read(`a: "${ref('KOMMO-TOKEN')}"\n`);
  expect(() => filled(file, {})).toThrow(
    expect.objectContaining({ details: [{ place: 'w.yaml:1', message: expect.stringContaining('no name') }] }),
  );
});

test('no value of the environment is in the message', async () => {
  const file = await read(`a: "${ref('ONE')} ${ref('TWO')}"\n`);
  const error: unknown = await Promise.resolve()
    .then(() => filled(file, { ONE: 'a-secret' }))
    .catch((failure: unknown) => failure);
  expect(JSON.stringify({ ...(error as object), message: String(error) })).not.toContain('a-secret');
});

test('a text that is one variable is known by its name', () => {
  expect([variableOf(ref('KOMMO_TOKEN')), variableOf(`x${ref('KOMMO_TOKEN')}`), variableOf(12)]).toEqual([
    'KOMMO_TOKEN',
    undefined,
    undefined,
  ]);
});
