const latin1 = (body: Uint8Array): string =>
  Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');

/** `{` or `[`, behind white space and the byte order mark of UTF-8 as Latin-1 reads it. */
const json = /^(?:\xef\xbb\xbf)?\s*[{[]/;
const declaration = /<!(?:doctype|entity)/i;
const opening = /<(?:[^\s<>/:]{1,100}:)?SessionId(?=[\s>])/g;
/** What may stand behind the name: in quotes `>` and `/` are text. */
const attributes = /(?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?>/y;
const closing = /<\/(?:[^\s<>/:]{1,100}:)?SessionId\s*>/g;

/** Whether a body is JSON rather than XML, by its first character: what a relay calls its content type is its own affair. */
export const isJson = (body: Uint8Array): boolean => json.test(latin1(body.subarray(0, 4096)));

/** Whether XML declares a document type or entities, which Salesforce never does and an attack with entities must. */
export const declaresEntities = (body: Uint8Array): boolean => !isJson(body) && declaration.test(latin1(body));

/**
 * XML without the text of its `SessionId`, which is the key to a live session; byte for byte the same otherwise. Where it
 * does not end, all behind it goes, and where its attributes are none, they too. Linear: of what is scanned once nothing
 * is scanned again.
 */
export const withoutSession = (body: Uint8Array): Uint8Array => {
  if (isJson(body)) return body;
  const text = latin1(body);
  const kept: string[] = [];
  let from = 0;
  opening.lastIndex = 0;
  for (let open = opening.exec(text); open; open = opening.exec(text)) {
    attributes.lastIndex = opening.lastIndex;
    const [rest = ''] = attributes.exec(text) ?? [];
    if (rest.endsWith('/>')) continue;
    const start = opening.lastIndex + rest.length;
    closing.lastIndex = start;
    const end = closing.exec(text)?.index ?? text.length;
    kept.push(text.slice(from, start));
    from = end;
    opening.lastIndex = end;
  }
  return from === 0 ? body : Buffer.from(kept.join('') + text.slice(from), 'latin1');
};
