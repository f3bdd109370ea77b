import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kommo } from '../../../lambdas/sources/kommo/index.ts';
import { type Facts, firstReceivedAt } from '../records.ts';
import { describePayloads, payload, payloads } from '../shared.ts';
import { formOf } from './form.ts';
import { factsIn, recordsOf } from './records.ts';

/** What each real payload says, read off it by hand. */
interface Sample {
  readonly records: Readonly<Record<string, Facts>>;
  /** The instant for which it is said; absent where nothing is. */
  readonly at?: number;
  readonly timeless?: true;
}

const seconds = (instant: number): number => instant * 1000;
const nothing: Sample = { records: {} };

const samples: Readonly<Record<string, Sample>> = {
  'leads-status.raw.txt': {
    at: seconds(1456820780),
    records: {
      'deal 31926520': {
        name: 'Some test lead',
        createdAt: seconds(1456808154),
        pipeline: '2116',
        stage: '10216994',
        amount: '1000',
        owner: '938348',
        outcome: 'open',
        closedAt: null,
      },
      'lead 31926520': {
        name: 'Some test lead',
        createdAt: seconds(1456808154),
        owner: '938348',
        convertedAt: null,
      },
    },
  },
  'leads-status-won-142.txt': {
    at: seconds(1539782664),
    records: {
      'deal 10701093': {
        name: 'Семинар',
        createdAt: seconds(1539782209),
        pipeline: '9217056',
        amount: '22500',
        owner: '2079676',
        outcome: 'won',
        closedAt: seconds(1539782664),
      },
      'lead 10701093': {
        name: 'Семинар',
        createdAt: seconds(1539782209),
        owner: '2079676',
        convertedAt: seconds(1539782664),
      },
    },
  },
  'digital-pipeline-status.raw.txt': {
    at: firstReceivedAt,
    timeless: true,
    records: { 'deal 10754147': { pipeline: '6344290', stage: '54423922', outcome: 'open' } },
  },
  'leads-add.txt': {
    at: seconds(1672189247),
    records: {
      'deal 1190401': {
        name: 'AASDASD',
        createdAt: seconds(1672189247),
        pipeline: '6254262',
        stage: '53861254',
        amount: '34343',
        owner: '9040358',
        outcome: 'open',
        closedAt: null,
      },
      'lead 1190401': {
        name: 'AASDASD',
        createdAt: seconds(1672189247),
        owner: '9040358',
        convertedAt: null,
      },
    },
  },
  'docs-leads-add.json': {
    at: seconds(1726566390),
    records: {
      'deal 1111111': {
        name: 'New Lead',
        createdAt: seconds(1726566390),
        pipeline: '5555555',
        stage: '2222222',
        amount: '500',
        owner: '3333333',
        outcome: 'open',
        closedAt: null,
      },
      'lead 1111111': { name: 'New Lead', createdAt: seconds(1726566390), owner: '3333333', convertedAt: null },
    },
  },
  'docs-leads-status.json': {
    at: seconds(1726572758),
    records: {
      'deal 15318175': {
        createdAt: seconds(1726572752),
        pipeline: '8572511',
        stage: '67548619',
        amount: '1000',
        owner: '12345678',
        outcome: 'open',
        closedAt: null,
      },
      'lead 15318175': { createdAt: seconds(1726572752), owner: '12345678', convertedAt: null },
    },
  },
  'docs-leads-responsible.json': {
    at: seconds(1726572882),
    records: {
      'deal 15318175': {
        createdAt: seconds(1726572752),
        pipeline: '8572511',
        stage: '67548619',
        amount: '1000',
        owner: '1234567',
        outcome: 'open',
        closedAt: null,
      },
      'lead 15318175': { createdAt: seconds(1726572752), owner: '1234567', convertedAt: null },
    },
  },
  // Its date_create is the corrupt `17265663a90`; its created_at is good.
  'docs-leads-update.json': {
    at: seconds(1726567767),
    records: {
      'deal 123456789': {
        createdAt: seconds(1726566390),
        pipeline: '8572511',
        stage: '67548615',
        amount: '1000',
        owner: '11000000',
        outcome: 'open',
        closedAt: null,
      },
      'lead 123456789': { createdAt: seconds(1726566390), owner: '11000000', convertedAt: null },
    },
  },
  'docs-leads-delete.json': {
    at: firstReceivedAt,
    timeless: true,
    records: { 'deal 12345678': { deleted: true }, 'lead 12345678': { deleted: true } },
  },
  'docs-leads-note.json': nothing,
  'docs-contacts-add-company.json': {
    at: seconds(1726576534),
    records: {
      'customer 17612521': { name: 'Company name', owner: '11087123' },
      'deal 15319601': { customer: '17612521' },
      'lead 15319601': { customer: '17612521' },
    },
  },
  // A reply of a contact, where contacts are the customers; by default companies are.
  'docs-message-add.json': nothing,
  'docs-talk-update-closed.json': nothing,
  'docs-task-add.json': {
    at: seconds(1726578449),
    records: { 'lead 15320411': { nextFollowUpAt: seconds(1759438740) } },
  },
  'docs-task-complete.json': {
    at: seconds(1726579269),
    records: { 'lead 15320411': { nextFollowUpAt: null } },
  },
  'docs-unsorted-add.json': {
    at: seconds(1726573764),
    records: {
      'lead 15318519': { name: 'Lead name', createdAt: seconds(1726573764), source: 'forms' },
    },
  },
  // It is the lead 15258873 from now on, of which this hook tells where it came from and nothing else.
  'docs-unsorted-delete-accept.json': {
    at: firstReceivedAt,
    timeless: true,
    records: {
      'lead f575b754b0d1eb1c380e53d6821ffd2820a6dfbe3822de0cfddaf266980f': {},
      'lead 15258873': { source: 'mail' },
    },
  },
  'docs-unsorted-delete-decline.json': {
    at: firstReceivedAt,
    timeless: true,
    records: { 'lead 15270337': { disqualifiedAt: firstReceivedAt } },
  },
};

/** A documented sample is the decoded view of a form: both are taken. */
const bodiesOf = (name: string): string[] => {
  const text = payload(`kommo/${name}`).toString();
  return name.endsWith('.json') ? [text, formOf(JSON.parse(text))] : [text];
};

describePayloads('the real payloads', () => {
  it('are all here', () => {
    expect(readdirSync(payloads('kommo')).sort()).toEqual(Object.keys(samples).sort());
  });

  it.each(Object.entries(samples))('%s', (name, { records, at, timeless = false }) => {
    for (const body of bodiesOf(name)) {
      expect(factsIn([body])).toEqual(records);
      for (const record of recordsOf([body]).values()) expect(record.saidAt).toBe(at);
      expect(kommo.timeless({ body: Buffer.from(body), headers: {} })).toBe(timeless);
    }
  });

  it('say what the configuration gives names to', () => {
    const fields = {
      deal: { 'custom.seminar': 'custom:66349', expectedCloseAt: 'custom:72333', source: 'custom:66339' },
    };
    expect(factsIn(bodiesOf('leads-status-won-142.txt'), { fields })['deal 10701093']).toMatchObject({
      'custom.seminar': 'Семинар',
      expectedCloseAt: seconds(1542067200),
      source: 'Сайт',
    });
  });
});
