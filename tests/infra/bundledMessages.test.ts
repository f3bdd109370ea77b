import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBeforehand } from '../../infra/bundle.ts';
import { isPlain } from '../../lambdas/rendering/language/message.ts';
import { flatten, type MessageTree } from '../../lambdas/rendering/language/messages.ts';

const folder = path.join(import.meta.dirname, '../../templates/messages');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

/** A bundle has no parser, and the folder that makes it may not ask the one that reads it. */
describe('messages in a bundle', () => {
  it.each(files)('of %s are read beforehand where whoever says them would take a parser, and nowhere else', (file) => {
    const messages = flatten(JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as MessageTree);
    const differing = [...messages].filter(([, text]) => isPlain(text) !== (readBeforehand('', text) === text));
    expect(differing.map(([name]) => name)).toEqual([]);
  });

  it.each(["it''s {n}", '{n, plural, other {#}}', "'{n}'", 'a {', '{n} d', 'nothing'])('agree on "%s"', (text) => {
    let bundled: unknown;
    try {
      bundled = readBeforehand('', text);
    } catch {
      bundled = 'refused';
    }
    expect(bundled === text).toBe(isPlain(text));
  });
});
