import { expect, it } from 'vitest';
import { hubspot } from '../../../lambdas/sources/hubspot/index.ts';
import { requestWith } from '../request.ts';
import type { Deal } from '../story/events.ts';
import { story } from '../story/story.ts';
import { recordsOf } from './records.ts';
import { teller } from './tell.ts';

/** Each deal of the story as it is in the end. */
const ends = new Map<number, Deal>(story.map(({ deal }) => [deal.number, deal]));

it('tells the story so that every deal ends as it does', () => {
  const records = recordsOf(teller.tell(story).toReversed(), teller.settings);
  expect(records.size).toBe(ends.size);
  for (const { number, createdAt, outcome, closedAt, stage, owner, amount } of ends.values()) {
    const record = records.get(`deal ${332_500_000_000 + number}`);
    const read = ['createdAt', 'outcome', 'closedAt', 'stage', 'owner', 'amount', 'currency'].map((name) =>
      record?.current(name),
    );
    const { stages, owners } = teller;
    expect(read).toEqual([createdAt, outcome, closedAt, stages[stage], owners[owner], String(amount), 'EUR']);
    expect(record?.deleted).toBe(story.some(({ kind, deal }) => kind === 'deleted' && deal.number === number));
    const merge = story.find(({ kind, deal }) => kind === 'merged' && deal.number === number);
    expect(record?.mergedInto ?? null).toBe(merge ? String(332_500_000_000 + (merge.into ?? 0)) : null);
  }
});

it('sends it as HubSpot signs it', () => {
  const [body = Buffer.of()] = teller.tell(story);
  const [url, now] = ['https://kpis.acme.example/hooks/acme/hubspot', Date.parse('2026-10-01T00:00:00Z')];
  const { headers, body: sent } = teller.send(body, url, now);
  const request = requestWith({ url, body: sent, headers, now });
  expect(hubspot.verify(request, [teller.secret])).toBe(true);
  expect(hubspot.verify({ ...request, url: `${url}/other` }, [teller.secret])).toBe(false);
});
