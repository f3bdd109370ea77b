/** Strict, and with a byte order mark left in, so that the text stands for exactly these bytes. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A body as text; `undefined` where it is not UTF-8. */
export const textOf = (body: Uint8Array): string | undefined => {
  try {
    return utf8.decode(body);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};
