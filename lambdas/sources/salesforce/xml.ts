import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element by its local name, whatever its prefix; so are its attributes. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** What stands in it directly. */
  readonly text: string;
  /** Whether something in it refers to what is no character of XML. */
  readonly isIllegible: boolean;
}

/** As the library tells a document in order: a list of nodes, each with one name, and attributes under `:@`. */
type Node = Readonly<Record<string, unknown>>;

const attributesOf = ':@';
const textOf = '#text';
const cdataOf = '#cdata';

/** No entities are processed: the five that need no declaration are read here, and there are no others. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: textOf,
  cdataPropName: cdataOf,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
  maxNestedTags: 32,
});

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A character that XML may hold; surrogates are none. */
const isCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

const codeOf = (reference: string): number => {
  if (/^#x[0-9a-f]{1,8}$/i.test(reference)) return Number.parseInt(reference.slice(2), 16);
  return /^#\d{1,8}$/.test(reference) ? Number(reference.slice(1)) : Number.NaN;
};

/** `undefined` of what stands for no character, and of names that a declaration would have to explain. */
const unescaped = (text: string): string | undefined => {
  if (!text.includes('&')) return text;
  let isLegible = true;
  const plain = text.replace(/&([^&;]*);?/g, (whole, reference: string) => {
    const code = codeOf(reference);
    if (whole.endsWith(';') && Object.hasOwn(named, reference)) return named[reference] as string;
    if (whole.endsWith(';') && isCharacter(code)) return String.fromCodePoint(code);
    isLegible = false;
    return '';
  });
  return isLegible ? plain : undefined;
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const textIn = (nodes: readonly Node[]): string | undefined => {
  let whole = '';
  for (const { [textOf]: text, [cdataOf]: cdata } of nodes) {
    const piece = text === undefined ? '' : unescaped(String(text));
    if (piece === undefined) return undefined;
    whole += Array.isArray(cdata) ? cdata.map((inner: Node) => String(inner[textOf] ?? '')).join('') : piece;
  }
  return whole;
};

const elementOf = (name: string, below: readonly Node[], written: Readonly<Record<string, string>> = {}): Element => {
  const attributes = new Map<string, string>();
  const children = elementsOf(below);
  const text = textIn(below);
  let isIllegible = text === undefined || children.some((child) => child.isIllegible);
  for (const key of Object.keys(written)) {
    const value = unescaped(written[key] ?? '');
    if (value === undefined) isIllegible = true;
    else attributes.set(localName(key), value);
  }
  return { name: localName(name), attributes, children, text: text ?? '', isIllegible };
};

const elementsOf = (nodes: readonly Node[]): Element[] =>
  nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== attributesOf);
    if (name === undefined || name === textOf || name === cdataOf) return [];
    const attributes = node[attributesOf] as Readonly<Record<string, string>> | undefined;
    return [elementOf(name, node[name] as readonly Node[], attributes)];
  });

/** The only element of a document, or `undefined` where the text is not one: well-formed, and 32 elements deep at most. */
export const parseXml = (text: string): Element | undefined => {
  try {
    if (XMLValidator.validate(text) !== true) return undefined;
    const roots = elementsOf(parser.parse(text));
    return roots.length === 1 ? roots[0] : undefined;
  } catch (error) {
    // The library tells by throwing what it does not take: names that objects have, too many elements in each other.
    if (error instanceof Error) return undefined;
    throw error;
  }
};

export const childNamed = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((child) => child.name === name);
