import { crc32, deflateRawSync } from 'node:zlib';

const utf8Names = 0x0800;
const deflated = 8;
const version = 20;
/** 1 January 1980, the first day that an archive can tell: the same content is the same bytes. */
const firstDay = 0x0021;

const numbers = (...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer => {
  const bytes = Buffer.alloc(fields.reduce((length, [size]) => length + size, 0));
  let at = 0;
  for (const [size, value] of fields) at = bytes.writeUIntLE(value, at, size);
  return bytes;
};

/** What stands of a file both before its bytes and in the directory at the end. */
const described = (name: Buffer, content: Uint8Array, packed: Uint8Array): Buffer =>
  numbers(
    [2, version],
    [2, utf8Names],
    [2, deflated],
    [2, 0],
    [2, firstDay],
    [4, crc32(content)],
    [4, packed.byteLength],
    [4, content.byteLength],
    [2, name.byteLength],
    [2, 0],
  );

/** Files as a ZIP archive, in their order (PKWARE APPNOTE 4.3; none over 4 GB). */
export const zip = (files: ReadonlyMap<string, string>): Uint8Array => {
  const before: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [path, text] of files) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)];
    const packed = deflateRawSync(content);
    const description = described(name, content, packed);
    const file = [numbers([4, 0x04034b50]), description, name, packed];
    before.push(...file);
    // Comment, disk, and attributes of the file inside and outside: none.
    const none = numbers([2, 0], [2, 0], [2, 0], [4, 0]);
    directory.push(numbers([4, 0x02014b50], [2, version]), description, none, numbers([4, at]), name);
    at += Buffer.concat(file).byteLength;
  }
  const size = Buffer.concat(directory).byteLength;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, files.size], [2, files.size], [4, size], [4, at], [2, 0]);
  return Buffer.concat([...before, ...directory, end]);
};
