import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { Failure } from '../failure.ts';
import { problemDetails } from './problems.ts';

export type Path = readonly (string | number)[];

/** A YAML file with its value and, for any path in it, the line to point at. */
export interface YamlFile {
  /** The file's name as messages give it. */
  readonly name: string;
  /** Its absolute path. */
  readonly path: string;
  readonly value: unknown;
  /** `workspace.yaml:12` for what stands at a path, or for the nearest thing around it that is written. */
  place(path: Path): string;
  /** The same for a path written as the API writes it, `sources[0].stages.won`. */
  placeOf(path: string): string;
}

/** A path's parts; a key that itself holds a dot falls apart here and is found again in `find`. */
const partsOf = (path: string): Path =>
  [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([part, index]) => (index === undefined ? part : Number(index)));

interface Spot {
  /** Where it begins in the text; for an entry of a mapping that is its key. */
  readonly offset: number;
  readonly node: unknown;
  /** How many parts of the path led here. */
  readonly depth: number;
}

const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key);
const offsetOf = (node: unknown, otherwise: number): number =>
  isNode(node) ? ((node as Node).range?.[0] ?? otherwise) : otherwise;

/** The deepest thing written on the way along `path`. */
const find = (node: unknown, path: Path, spot: Spot): Spot => {
  if (path.length === 0) return spot;
  if (isSeq(node)) {
    const item = node.items[Number(path[0])];
    if (item === undefined) return spot;
    return find(item, path.slice(1), { offset: offsetOf(item, spot.offset), node: item, depth: spot.depth + 1 });
  }
  if (!isMap(node)) return spot;
  // Keys may hold dots ("custom.tier"): the longest run of parts that is a key is the key.
  for (let length = path.length; length > 0; length--) {
    const key = path.slice(0, length).join('.');
    const pair = node.items.find((item) => keyText(item.key) === key);
    if (pair) {
      const next = { offset: offsetOf(pair.key, spot.offset), node: pair.value, depth: spot.depth + length };
      return find(pair.value, path.slice(length), next);
    }
  }
  return spot;
};

const whyUnreadable = (path: string, { code, message }: NodeJS.ErrnoException): string => {
  if (code === 'ENOENT') return `There is no file ${path}.`;
  return code === 'EISDIR' ? `${path} is a folder, not a file.` : `${path} cannot be read: ${message}`;
};

/** Whole numbers too large to be exact stay the text that was written: ids of accounts are such. */
const exact = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, exact(item)]));
};

/** An alias (`*name`) without its anchor, or too many of them, is found only now. */
const contentOf = (name: string, document: Document): unknown => {
  try {
    return exact(document.toJS());
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`${name} is not valid YAML.`, { cause, details: [{ place: name, message }] });
  }
};

/**
 * Reads a YAML file (1.2, one document). Everything malformed in it, keys that stand twice included, is in one
 * error, each with its line and column.
 *
 * @throws Failure
 */
export const readYaml = async (file: string, directory: string): Promise<YamlFile> => {
  const path = resolve(directory, file);
  const name = basename(path);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Failure(whyUnreadable(path, cause), { cause });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    intAsBigInt: true,
  });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    throw new Failure(`${name} is not valid YAML.`, { details: problemDetails(name, problems, lines) });
  }
  const place = (at: Path): string => {
    const { offset, depth } = find(document.contents, at, { offset: 0, node: document.contents, depth: 0 });
    return depth === 0 ? name : `${name}:${lines.linePos(offset).line}`;
  };
  return { name, path, value: contentOf(name, document), place, placeOf: (at) => place(partsOf(at)) };
};
