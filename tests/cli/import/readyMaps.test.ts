import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadMap } from '../../../cli/import/map.ts';
import type { Problem } from '../../../cli/import/observe.ts';
import { createPreview } from '../../../cli/import/preview.ts';
import { readyMaps } from '../../../cli/import/readyMaps.ts';
import { runImport } from '../../../cli/import/run.ts';
import { Tally } from '../../../cli/import/tally.ts';
import { folderWith } from '../support/files.ts';

const maps = await readyMaps();

/** The records that a ready map makes of a file, their fields as they would stand, and the problems of the file. */
const readBy = async (name: string, data: string) => {
  const folder = await folderWith({ 'data.csv': data });
  const path = maps.find((map) => map.name === name)?.path ?? '';
  const problems: Problem[] = [];
  const preview = createPreview(10);
  await runImport({
    file: join(folder, 'data.csv'),
    map: await loadMap(path, { directory: folder }),
    listener: { problem: (problem) => problems.push(problem), observation: preview.add },
    tally: new Tally(),
    signal: new AbortController().signal,
  });
  const records: Record<string, Record<string, unknown>> = Object.fromEntries(
    preview.records.map(({ record, id, fields }) => [
      `${record} ${id}`,
      Object.fromEntries(Object.entries(fields).map(([field, { value }]) => [field, value])),
    ]),
  );
  return { records, problems };
};

/** The records of a file without a problem. */
const madeOf = async (name: string, data: string): Promise<Record<string, Record<string, unknown>>> => {
  const { records, problems } = await readBy(name, data);
  expect(problems).toEqual([]);
  return records;
};

describe('every ready map', () => {
  test.each(maps)('$name has no mistake, and says what it is for', async ({ path, about }) => {
    await expect(loadMap(path, { directory: '/' })).resolves.toMatchObject({ format: 'csv' });
    expect(about).toMatch(/^[A-Z].{20,}/);
  });
});

test('hubspot/companies', async () => {
  const data = `Record ID,Company name,Company owner,Industry,Lifecycle Stage,Create Date,Last Modified Date,Became a Customer Date,Country/Region
77001,Acme,Ana,COMPUTER_SOFTWARE,Customer,2026-01-02 08:00,2026-07-02 08:00,2026-03-01 09:30,Brazil
77002,Pier 9,Ben,,Lead,2026-01-02 08:00,2026-07-02 08:00,,
`;
  expect(await madeOf('hubspot/companies', data)).toEqual({
    'customer 77001': {
      name: 'Acme',
      owner: 'Ana',
      industry: 'COMPUTER_SOFTWARE',
      status: 'active',
      since: '2026-03-01T09:30:00Z',
      region: 'Brazil',
    },
    'customer 77002': { name: 'Pier 9', owner: 'Ben' },
  });
});

test('hubspot/contacts takes no name and no address', async () => {
  const data = `Record ID,First Name,Last Name,Email,Contact owner,Lifecycle Stage,Create Date,Became a Marketing Qualified Lead Date,Became a Customer Date,Original Traffic Source
500,Rui,Souza,rui@acme.example,Ana,Customer,2026-01-02 08:00,2026-01-09 10:00,2026-03-01 09:30,ORGANIC_SEARCH
`;
  expect(await madeOf('hubspot/contacts', data)).toEqual({
    'lead 500': {
      createdAt: '2026-01-02T08:00:00Z',
      qualifiedAt: '2026-01-09T10:00:00Z',
      convertedAt: '2026-03-01T09:30:00Z',
      owner: 'Ana',
      source: 'ORGANIC_SEARCH',
    },
  });
});

test('hubspot/tickets', async () => {
  const data = `Ticket ID,Ticket name,Ticket status,Create date,Close date,Priority,Source,Ticket owner,Associated Company IDs
1100,Mast,Closed,2026-05-01 08:00,2026-05-03 09:00,High,Email,Ana,77001
1101,Sail,New,2026-05-01 08:00,,Low,Chat,Ben,
`;
  expect(await madeOf('hubspot/tickets', data)).toEqual({
    'ticket 1100': {
      createdAt: '2026-05-01T08:00:00Z',
      status: 'solved',
      solvedAt: '2026-05-03T09:00:00Z',
      owner: 'Ana',
      priority: 'HIGH',
      channel: 'EMAIL',
      customer: '77001',
    },
    'ticket 1101': {
      createdAt: '2026-05-01T08:00:00Z',
      status: 'open',
      owner: 'Ben',
      priority: 'LOW',
      channel: 'CHAT',
    },
  });
});

test('salesforce/accounts, leads and cases, without what is deleted', async () => {
  const accounts = `Id,IsDeleted,Name,Type,Industry,OwnerId,AccountSource,BillingCountry,LastModifiedDate
0017Q00000E5fGhQAO,0,Acme,Customer - Direct,Energy,0057Q000003hXcAQAU,Web,Brazil,2026-07-02 08:00:00
0017Q00000E5fGiQAO,1,Gone,Customer,,0057Q000003hXcAQAU,,,2026-07-02 08:00:00
`;
  expect(await madeOf('salesforce/accounts', accounts)).toEqual({
    'customer 0017Q00000E5fGhQAO': {
      name: 'Acme',
      owner: '0057Q000003hXcAQAU',
      status: 'active',
      industry: 'Energy',
      source: 'Web',
      region: 'Brazil',
    },
  });
  const leads = `Id,IsDeleted,LastName,FirstName,Status,LeadSource,OwnerId,IsConverted,ConvertedDate,ConvertedAccountId,ConvertedOpportunityId,CreatedDate,LastModifiedDate
00Q7Q00000B2cDeUAK,false,Souza,Rui,Converted,Web,00G7Q000003hXcAQAU,true,2026-07-02,0017Q00000E5fGh,0067Q00000A1b02,2026-07-01T08:00:00.000Z,2026-07-02T10:00:00.000Z
`;
  expect(await madeOf('salesforce/leads', leads)).toEqual({
    'lead 00Q7Q00000B2cDeUAK': {
      createdAt: '2026-07-01T08:00:00Z',
      name: 'Rui Souza',
      source: 'Web',
      convertedAt: '2026-07-02T10:00:00Z',
      deal: '0067Q00000A1b02QAB',
      customer: '0017Q00000E5fGhQAJ',
    },
  });
  const cases = `Id,IsDeleted,AccountId,Status,Priority,Origin,IsClosed,ClosedDate,OwnerId,CreatedDate,LastModifiedDate
5007Q00000D4eFgQAN,0,,Closed,High,Phone,1,2026-07-03 09:00:00,0057Q000003hXcAQAU,2026-07-01 08:00:00,2026-07-03 09:00:00
5007Q00000D4eFhQAN,0,,New,Low,Web,0,,0057Q000003hXcAQAU,2026-07-01 08:00:00,2026-07-01 08:00:00
`;
  expect(await madeOf('salesforce/cases', cases)).toMatchObject({
    'ticket 5007Q00000D4eFgQAN': {
      status: 'solved',
      solvedAt: '2026-07-03T09:00:00Z',
      priority: 'High',
      channel: 'Phone',
    },
    'ticket 5007Q00000D4eFhQAN': { status: 'open', createdAt: '2026-07-01T08:00:00Z' },
  });
});

test('salesforce/opportunities takes the day of a closing in the zone of days, and queues for nobody', async () => {
  const data = `Id,Name,AccountId,StageName,Amount,CloseDate,IsClosed,IsWon,OwnerId,CreatedDate,LastModifiedDate
0067Q00000A1b02QAB,Late,,Closed Won,10,2026-07-01,true,true,00G7Q000003hXcAQAU,2026-05-01T08:00:00.000Z,2026-09-01T08:00:00.000Z
0067Q00000A1b04QAB,Same day,,Closed Won,10,2026-07-01,true,true,0057Q000003hXcAQAU,2026-07-01T08:00:00.000Z,2026-09-01T08:00:00.000Z
`;
  expect(await madeOf('salesforce/opportunities', data)).toMatchObject({
    'deal 0067Q00000A1b02QAB': { outcome: 'won', closedAt: '2026-07-01T00:00:00Z', name: 'Late' },
    // It was not closed before it was made.
    'deal 0067Q00000A1b04QAB': { outcome: 'won', closedAt: '2026-07-01T08:00:00Z', owner: '0057Q000003hXcAQAU' },
  });
});

test('kommo/contacts takes the kind that is a customer', async () => {
  const data = `ID,Tipo,Nome completo,Usuário responsável,Criado em
71,contato,Rui,Ana,01.07.2026 08:00:00
72,Empresa,Acme,Ben,01.07.2026 08:00:00
`;
  expect(await madeOf('kommo/contacts', data)).toEqual({ 'customer 72': { name: 'Acme', owner: 'Ben' } });
});

test('kommo/leads makes the lead of the same id, converted when it is won', async () => {
  const data = `ID,Lead title,Responsible user,Lead stage,Pipeline,Sale,Created at,Closed at,Modified at
9,Sails,Ana,Closed - won,Main,700,01.07.2026 08:00:00,09.07.2026 10:00:00,10.07.2026 10:00:00
`;
  expect(await madeOf('kommo/leads', data)).toMatchObject({
    'deal 9': { outcome: 'won', closedAt: '2026-07-09T10:00:00Z', amount: '700' },
    'lead 9': { createdAt: '2026-07-01T08:00:00Z', convertedAt: '2026-07-09T10:00:00Z', owner: 'Ana' },
  });
});

test('clickup/tickets and leads, without the parts of tasks', async () => {
  const data = `Task ID,Task Name,Status,Date created,Date updated,Date closed,Parent ID,Assignees,Priority
8a,Mast,Closed,1782892800000,1783065600000,1783065600000,null,[Ana],2
8b,Part,Closed,1782892800000,1783065600000,1783065600000,8a,[Ana],2
8c,Won,won,1782892800000,1783065600000,1783065600000,,"[Ana, Ben]",null
`;
  expect(await madeOf('clickup/tickets', data)).toEqual({
    'ticket 8a': {
      createdAt: '2026-07-01T08:00:00Z',
      status: 'solved',
      solvedAt: '2026-07-03T08:00:00Z',
      priority: 'high',
      owner: 'Ana',
    },
    'ticket 8c': { createdAt: '2026-07-01T08:00:00Z', status: 'solved', solvedAt: '2026-07-03T08:00:00Z' },
  });
  const leads = data.replaceAll(',Closed,', ',Lost,');
  expect(await madeOf('clickup/leads', leads)).toMatchObject({
    'lead 8a': { disqualifiedAt: '2026-07-03T08:00:00Z' },
    'lead 8c': { createdAt: '2026-07-01T08:00:00Z', convertedAt: '2026-07-03T08:00:00Z', name: 'Won' },
  });
});

describe('a task of ClickUp that has ended', () => {
  const header = 'Task ID,Task Name,Status,Date created,Date updated,Date closed\n';
  const unnamed = `${header}8d,Sails,complete,1782892800000,1783065600000,1783065600000\n`;

  test.each([
    ['clickup/deals', 'deal', 'set.outcome'],
    ['clickup/leads', 'lead', 'set.convertedAt'],
  ])('in a status that %s does not name is a problem of its line', async (map, record, path) => {
    expect((await readBy(map, unnamed)).problems).toEqual([
      { line: 2, record, path, message: expect.stringContaining('"complete" of column "status" is not in the table') },
    ]);
  });

  test('in such a status is no open deal, and in no stage', async () => {
    const deal = (await readBy('clickup/deals', unnamed)).records['deal 8d'];
    expect(deal).not.toHaveProperty('createdAt');
    expect(deal).not.toHaveProperty('outcome');
    expect(deal).not.toHaveProperty('stage');
  });

  test('is won or lost although the file does not tell when, and one that has not ended is open', async () => {
    const data = `${header}8e,A,Signed,1782892800000,,\n8f,B,lost,1782892800000,,null\n8g,C,talking,1782892800000,,\n`;
    const deals = await madeOf('clickup/deals', data);
    const outcomes = Object.fromEntries(
      Object.entries(deals).map(([id, { outcome, stage }]) => [id, [outcome, stage]]),
    );
    expect(outcomes).toEqual({
      'deal 8e': ['won', undefined],
      'deal 8f': ['lost', undefined],
      'deal 8g': ['open', 'talking'],
    });
    for (const deal of Object.values(deals)) expect(deal).not.toHaveProperty('closedAt');
  });
});

test('dynamics/accounts, leads and cases', async () => {
  const accounts = `(Do Not Modify) Account,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Account Name,Owner,Customer Since
A41B5DE7-62C9-4F03-91BA-5E7D08C6F203,x,7/2/2026 8:00,Acme,Ana,3/1/2026
`;
  expect(await madeOf('dynamics/accounts', accounts)).toEqual({
    'customer a41b5de7-62c9-4f03-91ba-5e7d08c6f203': {
      name: 'Acme',
      owner: 'Ana',
      status: 'active',
      since: '2026-03-01T00:00:00Z',
    },
  });
  const leads = `(Do Not Modify) Lead,(Do Not Modify) Modified On,Name,Status,Lead Source,Owner,Created On
1F0A7C3E-9B52-4D18-A6E4-3C5D80F2B901,7/2/2026 8:00,Rui,Qualified,Web,Ana,7/1/2026 8:00 AM
2F0A7C3E-9B52-4D18-A6E4-3C5D80F2B901,7/2/2026 8:00,Eva,Disqualified,Web,Ana,7/1/2026 8:00 AM
`;
  expect(await madeOf('dynamics/leads', leads)).toMatchObject({
    'lead 1f0a7c3e-9b52-4d18-a6e4-3c5d80f2b901': { convertedAt: '2026-07-02T08:00:00Z', source: 'Web' },
    'lead 2f0a7c3e-9b52-4d18-a6e4-3c5d80f2b901': { disqualifiedAt: '2026-07-02T08:00:00Z' },
  });
  const cases = `(Do Not Modify) Case,(Do Not Modify) Modified On,Case Title,Status,Priority,Origin,Owner,Created On
3F0A7C3E-9B52-4D18-A6E4-3C5D80F2B901,7/2/2026 8:00,Mast,Resolved,High,Phone,Ana,7/1/2026 8:00
4F0A7C3E-9B52-4D18-A6E4-3C5D80F2B901,7/2/2026 8:00,Sail,Canceled,Low,Web,Ana,7/1/2026 8:00
`;
  expect(await madeOf('dynamics/cases', cases)).toMatchObject({
    'ticket 3f0a7c3e-9b52-4d18-a6e4-3c5d80f2b901': {
      status: 'solved',
      solvedAt: '2026-07-02T08:00:00Z',
      priority: '1',
    },
    'ticket 4f0a7c3e-9b52-4d18-a6e4-3c5d80f2b901': { status: 'solved', priority: '3', channel: '3' },
  });
});
