import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { build } from '../../templates/build.ts';

const folder = fileURLToPath(new URL('../../templates/', import.meta.url));
const read = (path: string): Promise<string> => readFile(`${folder}${path}`, 'utf8');

describe('the compiled templates', () => {
  it('are what the templates make (else run `npm run build:templates`)', async () => {
    const made = await build();
    const files = await readdir(`${folder}compiled`);
    expect(files.sort()).toEqual([...made.keys()].sort());
    for (const [file, text] of made) expect((await read(`compiled/${file}`)) === text, `${file} is stale`).toBe(true);
  });

  it('write no value unescaped', async () => {
    const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(?:hbs|mjml)$/.test(file));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect((await read(file)).match(/\{\{\{|\{\{&/), file).toBeNull();
  });

  it('say nothing in a language of their own', async () => {
    const files = (await readdir(folder, { recursive: true })).filter(
      (file) => /\.(?:hbs|mjml)$/.test(file) && !/css/.test(file),
    );
    for (const file of files) {
      const source = await read(file);
      const words = source
        .replace(/<mj-attributes>[\s\S]*?<\/mj-attributes>/g, '')
        .replace(/<style>[\s\S]*?<\/style>/g, '')
        .replace(/<[^>]*>/g, ' ')
        .replace(/\{\{[^}]*\}\}/g, ' ')
        .replace(/&\w+;/g, ' ');
      expect(words.match(/\p{L}{2,}/u), file).toBeNull();
    }
  });
});
