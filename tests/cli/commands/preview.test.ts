import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mailed } from '../../rendering/support/mailed.ts';
import { review } from '../support/answers.ts';
import { type Routes, startApi } from '../support/api.ts';
import { quarterdeck } from '../support/cli.ts';
import { folderWith } from '../support/files.ts';

const document = review({ id: 'acme/monthly/2026-10-01/all/2', period: '2026-10', version: 2 });
const { raw, subject } = await mailed();
const page = '<!doctype html><html><body><h1>The "page"</h1><script>steal()</script></body></html>';
const eml = Buffer.from(raw, 'latin1').toString('ascii');

/** @param mailedVersion the version that is answered to who names none */
const routesWith = (mailedVersion: number): Routes => ({
  'GET /v1/workspaces/acme': () => ({ body: { recipients: [{ email: 'rui@acme.example', scope: { owner: 'rui' } }] } }),
  'POST /v1/workspaces/acme/reviews': ({ body }) => ({
    body: body.includes('owner') ? { ...document, id: 'acme/monthly/2026-10-01/owner=rui/2' } : document,
  }),
  'GET /v1/workspaces/acme/reviews/2026-10': ({ headers }) => {
    if (headers.accept === 'message/rfc822') return { headers: { 'content-type': 'message/rfc822' }, body: eml };
    if (headers.accept === 'text/html') return { headers: { 'content-type': 'text/html' }, body: page };
    return { body: { ...document, version: mailedVersion } };
  },
});

const previewing = async (args: readonly string[], mailedVersion = 2, opened: string[] = []) => {
  const api = await startApi(routesWith(mailedVersion));
  const directory = await folderWith();
  const ran = await quarterdeck(['preview', 'acme', '2026-10', ...args], { env: api.env, directory, opened });
  return { ...ran, asked: api.asked, opened, directory };
};

const framesIn = (html: string) => html.match(/<iframe[^>]*>/g) ?? [];

describe('preview', () => {
  test('computes the review, and opens mail, text and page in one file that runs nothing', async () => {
    const { code, stdout, stderr, opened } = await previewing(['--role', 'sales', '--locale', 'pt-BR']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Subject    ${subject}`);
    expect(stdout).toMatch(/^Preheader {2}\S/m);
    expect(stderr).toContain(`Opened ${opened[0]}`);
    const html = await readFile(opened[0] ?? '', 'utf8');
    const frames = framesIn(html);
    expect(frames).toHaveLength(2);
    for (const frame of frames) expect(frame).toMatch(/^<iframe sandbox title="/);
    expect(frames[1]).toContain('&lt;script&gt;steal()');
    expect(html).toMatch(/<pre [^>]*>Acme Ltda/);
    expect(html).not.toContain('<script');
    // The links of the mail would open a window, which the frame may not.
    expect(frames[0]).toContain('&lt;base target=&quot;_blank&quot;&gt;');
  });

  test('asks for the role, the language and the scope, of the version that a send would mail', async () => {
    const { asked } = await previewing(['--role', 'sales', '--locale', 'pt-BR', '--scope', 'owner=rui'], 1);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ period: '2026-10', segment: { owner: 'rui' } });
    for (const { query } of asked.slice(2))
      expect(Object.fromEntries(query)).toEqual({ version: '1', role: 'sales', locale: 'pt-BR', scope: 'owner=rui' });
  });

  test('of a recipient is computed in their scope', async () => {
    const { asked } = await previewing(['--recipient', 'Rui@acme.example']);
    expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ period: '2026-10', segment: { owner: 'rui' } });
    expect(Object.fromEntries(asked.at(-1)?.query ?? [])).toEqual({ version: '2', recipient: 'Rui@acme.example' });
  });

  test('says when an earlier version was mailed, and shows the latest when asked to', async () => {
    const mailedBefore = await previewing(['--role', 'crm'], 1);
    expect(mailedBefore.stderr).toContain('Version 1 was mailed');
    const latest = await previewing(['--latest'], 1);
    expect(latest.stderr).not.toContain('was mailed');
    expect(latest.asked.at(-1)?.query.get('version')).toBe('2');
  });

  test('--file writes it there, and --no-open shows nothing', async () => {
    const { opened, directory, stderr } = await previewing(['--file', 'mail.html', '--no-open']);
    expect(opened).toEqual([]);
    const file = join(directory, 'mail.html');
    expect(stderr).toContain(`Wrote ${file}`);
    expect(await readFile(file, 'utf8')).toContain('<title>Preview: ');
  });

  test('--json tells the subject and the files, and opens nothing', async () => {
    const { json, opened } = await previewing(['--json', '--file', 'mail.html']);
    expect(json()).toMatchObject({ subject, version: 2, file: expect.stringMatching(/mail\.html$/), attachments: [] });
    expect(opened).toEqual([]);
  });

  test.each([
    [['--recipient', 'a@acme.example', '--role', 'crm'], '--recipient goes without'],
    [['--scope', 'owner'], 'write it as by=key'],
  ])('with %j asks for nothing', async (args, said) => {
    const { code, stderr, asked } = await previewing(args);
    expect([code, asked.length]).toEqual([2, 0]);
    expect(stderr).toContain(said);
  });
});
