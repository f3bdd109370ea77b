import { describe, expect, it } from 'vitest';
import { type Branch, branchesOf, ownText, parseBody, textAt } from '../../../lambdas/sources/kommo/form.ts';

/** A tree as plain lists of names and texts, which is easier to state. */
const plain = (branch: Branch): unknown =>
  typeof branch === 'string' ? branch : [...branch].map(([name, below]) => [name, plain(below)]);

const parsed = (body: string): Branch => {
  const result = parseBody(body);
  if ('problem' in result) throw new Error(result.problem);
  return result.tree;
};

const problem = (body: string): string | undefined => {
  const result = parseBody(body);
  return 'problem' in result ? result.problem : undefined;
};

const down = (body: string, ...names: string[]): Branch | undefined =>
  names.reduce<Branch | undefined>(
    (branch, name) => (typeof branch === 'object' ? branch.get(name) : undefined),
    parsed(body),
  );

describe('a form', () => {
  it('is a tree by the brackets of its keys', () => {
    expect(plain(parsed('leads[add][0][id]=1&leads[add][0][name]=A&account[id]=9'))).toEqual([
      [
        'leads',
        [
          [
            'add',
            [
              [
                '0',
                [
                  ['id', '1'],
                  ['name', 'A'],
                ],
              ],
            ],
          ],
        ],
      ],
      ['account', [['id', '9']]],
    ]);
  });

  it('is decoded: escapes, pluses, and brackets that are escaped', () => {
    expect(textAt(down('a%5Bb%5D=%D0%A1%D0%B0%D0%B9%D1%82+%26+%3D%5B%5D', 'a'), 'b')).toBe('Сайт & =[]');
  });

  it('may number its items from anywhere, with gaps', () => {
    expect(
      branchesOf(down('a[7][id]=x&a[3][id]=y&a[1000000][id]=z', 'a')).map(([, item]) => textAt(item, 'id')),
    ).toEqual(['x', 'y', 'z']);
  });

  it('may name its items by id', () => {
    expect(textAt(down('a[linked][15319601][ID]=15319601', 'a', 'linked', '15319601'), 'ID')).toBe('15319601');
  });

  it.each(['note[type]=3&note[type][message_uuid]=u', 'note[type][message_uuid]=u&note[type]=3'])(
    'may hold a path that is both text and parent: %s',
    (body) => {
      expect(textAt(down(body, 'note'), 'type')).toBe('3');
      expect(textAt(down(body, 'note', 'type'), 'message_uuid')).toBe('u');
      expect(branchesOf(down(body, 'note', 'type')).map(([name]) => name)).toEqual(['message_uuid']);
    },
  );

  it('takes the last of equal keys', () => {
    expect(textAt(down('a[b]=1&a[b]=2', 'a'), 'b')).toBe('2');
  });

  it('may have more than a thousand pairs', () => {
    const body = Array.from({ length: 5000 }, (_, n) => `a[${n}]=${n}`).join('&');
    expect(branchesOf(down(body, 'a'))).toHaveLength(5000);
  });

  it('keeps names that objects inherit as plain names', () => {
    const body = 'a[__proto__][x]=1&a[constructor]=2&__proto__[y]=3&a[toString]=4';
    expect(textAt(down(body, 'a', '__proto__'), 'x')).toBe('1');
    expect(textAt(down(body, 'a'), 'constructor')).toBe('2');
    expect(ownText(down(body, 'a', 'valueOf'))).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('is not read below sixteen names', () => {
    const path = (depth: number) => `a${'[b]'.repeat(depth - 1)}`;
    expect(down(`${path(16)}=x`, 'a', ...Array<string>(15).fill('b'))).toBe('x');
    expect(down(`${path(17)}=x&c=1`, 'a')).toBeUndefined();
  });

  it.each(['a[]=1', '%5Ba]=1', 'a[b=1', 'a]b[=1', 'a[b]c=1', 'a[b[c]]=1'])(
    'passes over a key that is no path: %s',
    (pair) => {
      expect(plain(parsed(`${pair}&z=1`))).toEqual([['z', '1']]);
    },
  );

  it.each(['a=1&leads', 'a=1&leads%5Badd', 'a=1&leads%5', 'a=1&leads[add=', 'a=1&b=%D0%', 'a=1&b=%D', 'a=1&', 'hello'])(
    'that breaks off is told: %s',
    (body) => {
      expect(problem(body)).toContain('breaks off');
    },
  );

  it('survives a text that was cut within a character', () => {
    expect(textAt(down('a[name]=%D0%A1%D0&a[id]=1', 'a'), 'id')).toBe('1');
  });
});

describe('JSON', () => {
  it('is the same tree as its form', () => {
    const json = '{"leads":{"add":[{"id":1,"price":12.5,"robot":true,"name":null}]},"account":{"id":"9"}}';
    expect(plain(parsed(json))).toEqual(
      plain(parsed('leads[add][0][id]=1&leads[add][0][price]=12.5&leads[add][0][robot]=true&account[id]=9')),
    );
  });

  it('has no numbers that have lost digits', () => {
    expect(plain(parsed('{"a":{"id":9007199254740993,"price":1e300,"sum":12.5,"n":9007199254740991}}'))).toEqual([
      [
        'a',
        [
          ['sum', '12.5'],
          ['n', '9007199254740991'],
        ],
      ],
    ]);
  });

  it('may stand for an entity within a form', () => {
    const body = `contacts=${encodeURIComponent('{"delete":[{"id":"1"}]}')}&account=${encodeURIComponent('{"id":"9"}')}`;
    expect(textAt(down(body, 'contacts', 'delete', '0'), 'id')).toBe('1');
    expect(textAt(down(body, 'account'), 'id')).toBe('9');
  });

  it('within a form that is broken is text', () => {
    expect(down(`leads=${encodeURIComponent('{"add":[')}`, 'leads')).toBe('{"add":[');
  });

  it('that is broken is told with its place, and not quoted', () => {
    expect(problem('{"leads": Ana}')).toContain('line 1, column 11');
    expect(problem('{"leads": Ana}')).not.toContain('Ana');
  });

  it('is not read below sixteen names', () => {
    const body = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    expect(parseBody(body)).toHaveProperty('tree');
  });
});

describe('nothing', () => {
  it.each(['', '  ', '\n'])('is told: %j', (body) => {
    expect(problem(body)).toBe('is empty');
  });
});
