/** What holds for every format that systems send, done to a body of one of them. */
interface Format {
  /** Every value told twice under its name: first as `decoy`, then as it is. */
  doubled(body: string, decoy: string): string;
  /** Every text with half a surrogate pair at its end, as the format can write one. */
  halved(body: string): string;
  /** Every number as `digits`. */
  numbered(body: string, digits: string): string;
  /** The body with each of its lists in turn grown by what is in it already, to a length. */
  grown(body: string): ((length: number) => string)[];
}

type Path = readonly string[];

/** The paths of everything in a JSON value, the value itself last. */
const pathsIn = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [...Object.entries(value).flatMap(([name, below]) => pathsIn(below, [...path, name])), path]
    : [path];

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce((within, name) => (within as Readonly<Record<string, unknown>>)[name], value);

const mark = '@ here @';

/** A JSON text with other text in the place of what stands at a path. */
const replacedAt = (json: string, path: Path, text: string): string => {
  const value = structuredClone({ root: JSON.parse(json) });
  const [last = '', ...above] = ['root', ...path].reverse();
  (valueAt(value, above.reverse()) as Record<string, unknown>)[last] = mark;
  return JSON.stringify(value.root).replace(JSON.stringify(mark), () => text);
};

/** A JSON text once for each of its members, with other text in the member's place; no others. */
export const withEachMember = function* (body: string, texts: readonly string[]): Generator<string> {
  if (formatOf(body) !== json) return;
  for (const path of pathsIn(JSON.parse(body))) for (const text of texts) yield replacedAt(body, path, text);
};

const repeated = (text: string, separator: string, length: number): string =>
  Array.from({ length: Math.ceil(length / (text.length + separator.length)) }, () => text).join(separator);

const json: Format = {
  doubled: (body, decoy) =>
    body.replaceAll(/"([A-Za-z_]+)":("[^"\\]*"|\d+)/g, (member, name) => `"${name}":"${decoy}",${member}`),
  halved: (body) => body.replaceAll(/"([^"\\]*)"(?=\s*[,}\]])/g, (_, text) => `"${text}\\ud800"`),
  numbered: (body, digits) => body.replaceAll(/:\s*"?\d+(?:\.\d+)?"?(?=[,}\]])/g, `:${digits}`),
  grown: (body) => {
    const value: unknown = JSON.parse(body);
    return pathsIn(value).flatMap((path) => {
      const list = valueAt(value, path);
      if (!Array.isArray(list) || list.length === 0) return [];
      const own = list.map((item) => JSON.stringify(item)).join(',');
      return [(length: number) => replacedAt(body, path, `[${repeated(own, ',', length)}]`)];
    });
  },
};

const form: Format = {
  doubled: (body, decoy) => body.replaceAll(/([^&=]+)=/g, (key) => `${key}${encodeURIComponent(decoy)}&${key}`),
  halved: (body) => body.replaceAll(/=([^&]+)/g, '=$1%ED%A0%80'),
  numbered: (body, digits) => body.replaceAll(/=\d+(?=&|$)/g, `=${digits}`),
  // Each entity that is the first of its list comes again under the next places.
  grown: (body) => [
    (length) => {
      const pairs = body.split('&').filter((pair) => pair.includes('%5B0%5D'));
      const own = pairs.join('&') || body;
      return [
        body,
        ...Array.from({ length: Math.ceil(length / (own.length + 1)) }, (_, place) =>
          own.replaceAll(/(^|&)([^=]*?)%5B0%5D/g, `$1$2%5B${place + 1}%5D`),
        ),
      ].join('&');
    },
  ],
};

const notification = /<Notification>.*<\/Notification>/s;

const xml: Format = {
  // The fields of an object have its prefix.
  doubled: (body, decoy) =>
    body.replaceAll(/<(\w+:\w+)>[^<]*<\/\1>/g, (field, name) => `<${name}>${decoy}</${name}>${field}`),
  halved: (body) => body.replaceAll(/>([^<>]*[^<>\s][^<>]*)<\//g, '>$1&#xD800;</'),
  numbered: (body, digits) => body.replaceAll(/>[\d.]+(?:E\d+)?</g, `>${digits}<`),
  grown: (body) => [(length) => body.replace(notification, (own) => repeated(own, '\n', length))],
};

/** The format of a body, by how it begins. */
export const formatOf = (body: string): Format => {
  if (/^\s*[[{]/.test(body)) return json;
  return body.startsWith('<') ? xml : form;
};
