import { expect, test } from 'vitest';
import { progress, spin } from '../../../cli/terminal/progress.ts';
import { contextOf } from '../support/cli.ts';

test('where there is no terminal, progress is a line at every tenth of the way', () => {
  const { context, stderr } = contextOf();
  const bar = progress(context, 'Importing', 1000);
  for (let done = 0; done <= 1000; done += 20) bar.update(done, `${done} rows`);
  bar.stop();
  const lines = stderr.text().trim().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('Importing: 10 %, 100 rows');
  expect(lines[9]).toBe('Importing: 100 %, 1000 rows');
});

test('an empty file is no division by zero', () => {
  const { context, stderr } = contextOf();
  progress(context, 'Importing', 0).update(0, '0 rows');
  expect(stderr.text()).toBe('Importing: 100 %, 0 rows\n');
});

test('where there is no terminal, waiting is one line', async () => {
  const { context, stdout, stderr } = contextOf();
  expect(await spin(context, 'Computing', async () => 7)).toBe(7);
  expect([stdout.text(), stderr.text()]).toEqual(['', 'Computing …\n']);
});

test('on a terminal the spinner leaves nothing behind, when the work fails too', async () => {
  const { context } = contextOf();
  let text = '';
  const terminal = { ...context, stderr: { isTTY: true, write: (more: string) => (text += more) } };
  await expect(spin(terminal, 'Computing', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(text).toContain('Computing');
  expect(text.endsWith('\r\u001b[K')).toBe(true);
});
