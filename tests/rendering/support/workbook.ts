import { inflateRawSync } from 'node:zlib';
import { XMLParser } from 'fast-xml-parser';
import readExcel from 'read-excel-file/node';

/** The sheets as another program reads them: numbers as numbers. */
export const sheetsIn = async (bytes: Uint8Array) => readExcel(Buffer.from(bytes));

/** The parts of a workbook by their path, unpacked by what its directory says. */
export const partsOf = (bytes: Uint8Array): ReadonlyMap<string, string> => {
  const file = Buffer.from(bytes);
  const parts = new Map<string, string>();
  let at = file.readUInt32LE(file.byteLength - 6);
  for (let left = file.readUInt16LE(file.byteLength - 12); left > 0; left -= 1) {
    const [packed, name, extra, comment] = [
      file.readUInt32LE(at + 20),
      file.readUInt16LE(at + 28),
      file.readUInt16LE(at + 30),
      file.readUInt16LE(at + 32),
    ];
    const head = file.readUInt32LE(at + 42);
    const start = head + 30 + file.readUInt16LE(head + 26) + file.readUInt16LE(head + 28);
    const content = inflateRawSync(file.subarray(start, start + packed)).toString();
    parts.set(file.subarray(at + 46, at + 46 + name).toString(), content);
    at += 46 + name + extra + comment;
  }
  return parts;
};

export const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });
