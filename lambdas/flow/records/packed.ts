import { deflateSync, inflateSync } from 'node:zlib';
import type { RecordsAnswer } from './answer.ts';

/** A job is one item of a table that takes 400 KB. */
const mostCharacters = 300_000;

const base64 = (answer: RecordsAnswer): string => deflateSync(JSON.stringify(answer)).toString('base64');

/** An answer as a job holds it: where that is too long, with fewer records, and `more` of them untold. */
export const packed = (answer: RecordsAnswer): string => {
  const text = base64(answer);
  if (text.length <= mostCharacters || answer.records.length === 0) return text;
  const records = answer.records.slice(0, Math.floor(answer.records.length / 2));
  return packed({ ...answer, records, more: answer.total - records.length });
};

export const unpacked = (text: string): RecordsAnswer =>
  JSON.parse(inflateSync(Buffer.from(text, 'base64')).toString()) as RecordsAnswer;
