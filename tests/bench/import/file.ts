import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Files of history as companies have them: a deal a row, its columns filled as an export fills them. */

const columns = [
  'id',
  'name',
  'created',
  'stage',
  'amount',
  'owner',
  'source',
  'product',
  'outcome',
  'closed',
  'reason',
];
const stages = ['New', 'Contacted', 'Proposal', 'Negotiation'];
const sources = ['web', 'referral', 'event', 'partner', 'outbound'];
const outcomes = ['Won', 'Lost', 'Open'];
const first = Date.parse('2023-01-02T08:00:00Z');
const minute = 60_000;

const written = (instant: number): string => new Date(instant).toISOString().slice(0, 16).replace('T', ' ');

const rowOf = (index: number): string => {
  const created = first + (index % 1_000_000) * minute;
  const outcome = outcomes[index % outcomes.length] as string;
  const isOpen = outcome === 'Open';
  return [
    `D${String(index).padStart(8, '0')}`,
    `"Renewal of ${index}, second year"`,
    written(created),
    stages[index % stages.length],
    `${1200 + (index % 977)}.50`,
    `owner ${index % 40}`,
    sources[index % sources.length],
    `product ${index % 12}`,
    outcome,
    isOpen ? '' : written(created + (20 + (index % 60)) * 1440 * minute),
    outcome === 'Lost' ? 'price' : '',
  ].join(',');
};

const rowsAtOnce = 2_000;

/** Writes a file of so many deals into a folder; answers its path. */
export const writeDeals = async (folder: string, deals: number): Promise<string> => {
  const file = path.join(folder, `deals-${deals}.csv`);
  const stream = createWriteStream(file);
  stream.write(`${columns.join(',')}\n`);
  for (let from = 0; from < deals; from += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, deals - from) }, (_, index) => `${rowOf(from + index)}\n`);
    if (!stream.write(rows.join(''))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  return file;
};

/** What was known when a deal was taken up, and what closing it added: two observations of two deals in three. */
const map = `format: csv
dates: { format: ISO, zone: UTC }
rows:
  - record: deal
    id: id
    at: created
    set: { name: name, createdAt: created, stage: stage, amount: amount, owner: owner, source: source, product: product, outcome: { value: open } }
  - record: deal
    id: id
    at: closed
    needs: [outcome, closedAt]
    set: { outcome: { column: outcome, table: { Won: won, Lost: lost }, else: null }, closedAt: closed, lostReason: reason }
`;

export const writeMap = async (folder: string): Promise<string> => {
  const file = path.join(folder, 'map.yaml');
  await writeFile(file, map);
  return file;
};
