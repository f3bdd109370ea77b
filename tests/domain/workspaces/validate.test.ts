import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Measured } from '../../../lambdas/domain/workspaces/targetMistakes.ts';
import { type Known, validateConfiguration } from '../../../lambdas/domain/workspaces/validate.ts';

const known: Known = {
  systems: ['kommo', 'standard'],
  kpis: new Map<string, Measured>([
    ['winRate', { unit: 'ratio' }],
    ['churnRate', { unit: 'ratio' }],
    ['salesCycle', { unit: 'duration' }],
    ['wonRevenue', { unit: 'money' }],
    ['csat', { unit: 'ratio' }],
    ['roi', { unit: 'ratio', toldAs: 'number' }],
  ]),
  speaks: (locale) => /^(en|es|pt)\b/.test(locale),
  secretProblem: (_system, secret) => (secret.length < 8 ? 'is shorter than 8 characters' : null),
};

const smallest = { workspace: 'acme', timeZone: 'America/Sao_Paulo', currency: 'BRL' };

const mistakes = (change: Record<string, unknown>): Record<string, string> => {
  const result = validateConfiguration({ ...smallest, ...change }, known);
  return 'errors' in result ? Object.fromEntries(result.errors.map(({ path, message }) => [path, message])) : {};
};

const accepted = (change: Record<string, unknown>) => {
  const result = validateConfiguration({ ...smallest, ...change }, known);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  return result;
};

const recipient = (change: Record<string, unknown>) => ({
  recipients: [{ email: 'ana@acme.example', role: 'sales', ...change }],
});
const source = (change: Record<string, unknown>) => ({
  sources: [{ id: 'kommo', system: 'kommo', secrets: ['long enough to be a secret'], ...change }],
});
const target = (kpi: string, value: unknown) => ({ targets: { [kpi]: { monthly: value } } });

describe('a configuration that is right', () => {
  it('has its defaults filled in', () => {
    const { configuration, warnings } = accepted(recipient({}));
    expect(configuration).toMatchObject({
      fiscalYearStart: 1,
      locale: 'en',
      sendAt: '08:00',
      sendOn: 'firstDay',
      renewalGraceDays: 30,
    });
    expect(configuration.recipients[0]?.reviews).toEqual(['monthly', 'quarterly', 'annual']);
    expect(warnings).toEqual([expect.objectContaining({ path: 'from' })]);
  });

  it('may hold every setting there is', () => {
    const everything = parse(`
workspace: acme
name: Acme Ltda
timeZone: America/Sao_Paulo
currency: BRL
fiscalYearStart: 4
locale: pt-BR
from: "Acme KPIs <kpis@acme.example>"
replyTo: revops@acme.example
brand: {logo: "https://acme.example/logo.png", colour: "#0b6bcb"}
admins: [ops@acme.example]
since: 2026-09-01
sendAt: "08:00"
sendOn: firstWorkday
holidays: [2026-11-02]
sources:
  - id: kommo
    system: kommo
    secrets: ["the first of two long secrets", "the second of two long secrets"]
    account: "30307558"
    currency: BRL
    stages: {qualified: ["54423922"], won: ["142"], lost: ["143"]}
    labels: {"54423922": Qualified}
    fields: {deal: {source: "custom:1118164", "custom.tier": "custom:1246489"}}
    recordUrl: "https://acme.kommo.com/leads/detail/{id}"
identity: {stripe: {customer: "metadata.crm_id"}, by: [email]}
authority: {customer: kommo}
businessHours: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00"}
engagement: {kinds: [login, use, meeting, reply]}
adoption: {features: [reports, automations], atLeast: 1}
health: {weights: {engagement: 2, tickets: 1, survey: 1, recency: 1}}
renewalGraceDays: 30
recipients:
  - {email: ana@acme.example, name: Ana, role: sales, locale: pt-BR, reviews: [monthly, quarterly, annual, campaign]}
  - {email: rui@acme.example, role: service, locale: es, reviews: [monthly], scope: {region: south, custom.tier: gold}, kpis: {first: [csat]}}
rates: {USD: {"2026-10-01": "5.41"}}
targets:
  winRate: {monthly: {atLeast: 0.30}}
  salesCycle: {quarterly: {atMost: 14d}}
  bigDealShare: {annual: {atLeast: 0.1, atMost: 0.2}}
  churnRate: {quarterly: {atMost: "-20%", of: previous}}
kpis:
  - id: bigDealShare
    name: {en: Share of big deals, pt-BR: Negócios grandes}
    definition: {en: "Of the deals won, those worth 50,000 or more."}
    ratio:
      numerator: {count: deal, where: {outcome: won, amount: {atLeast: 50000}}, by: closedAt}
      denominator: {count: deal, where: {outcome: won}, by: closedAt}
    audiences: [sales]
  - id: margin
    name: {en: Margin}
    better: higher
    category: performance
    difference: {of: {sum: order.amount}, less: {sum: order.cost}}
  - id: onboarding
    name: {pt: Implantação}
    better: lower
    category: adoption
    median: {of: customer, from: onboardingStartedAt, to: onboardedAt}
    where: {custom.tier: [gold, iron], region: {not: north, known: true}}
`) as Record<string, unknown>;
    const { warnings } = accepted(everything);
    expect(warnings.map(({ path }) => path)).toEqual(['identity.stripe']);
  });

  it('warns of a source whose currency has no rate', () => {
    const warned = (change: object): string[] =>
      accepted({ ...source({ currency: 'EUR' }), ...change }).warnings.map(({ path }) => path);
    expect(warned({})).toEqual(['sources[0].currency']);
    expect(warned({ rates: { EUR: { '2026-01-01': '6.2' } } })).toEqual([]);
    expect(warned({ currency: 'EUR' })).toEqual([]);
  });

  it('is told which of its languages are not there, and may go on', () => {
    const { warnings } = accepted({ locale: 'xx', ...recipient({ locale: 'de-AT' }), from: 'a@acme.example' });
    expect(warnings).toEqual([
      { path: 'locale', message: '"xx" is not there yet; mails are in English' },
      { path: 'recipients[0].locale', message: '"de-AT" is not there yet; mails are in English' },
    ]);
    expect(mistakes({ locale: 'pt_BR', ...recipient({ locale: 'in English' }) })).toEqual({
      locale: expect.stringContaining('did you mean "pt-BR"?'),
      'recipients[0].locale': expect.stringContaining('is not a language tag'),
    });
  });

  it('is told which of its identities lead nowhere', () => {
    const tied = (identity: object, change = {}) =>
      accepted({ ...source({}), identity, ...change }).warnings.filter(({ path }) => path.startsWith('identity'));
    expect(tied({ kommo: { customer: 'ref' }, by: ['email'] }, { authority: { customer: 'kommo' } })).toEqual([]);
    expect(tied({ kommo: { customer: 'ref' } })).toEqual([
      { path: 'identity.kommo.customer', message: expect.stringContaining('authority: {customer: …}') },
    ]);
    expect(tied({ stripe: { customer: 'ref' } })).toEqual([
      { path: 'identity.stripe', message: expect.stringContaining('no source') },
    ]);
  });

  it.each(['UTC', 'Etc/GMT+3', 'US/Eastern', 'Asia/Calcutta'])('may name the zone %s', (timeZone) => {
    expect(mistakes({ timeZone })).toEqual({});
  });

  it('may leave numbers unquoted where they are names', () => {
    const { configuration } = accepted({
      ...source({ account: 30307558, stages: { won: [142] }, labels: { 142: 5 } }),
      recipients: [{ email: 'ana@acme.example', role: 'sales', scope: { pipeline: 7, 'custom.key': true } }],
    });
    expect(configuration.sources[0]).toMatchObject({
      account: '30307558',
      stages: { won: ['142'] },
      labels: { 142: '5' },
    });
    expect(configuration.recipients[0]?.scope).toEqual({ pipeline: '7', 'custom.key': 'true' });
  });

  it('names a mailbox in one way, in whatever case it is written', () => {
    expect(accepted(recipient({ email: 'Ana@Acme.example' })).configuration.recipients[0]?.email).toBe(
      'ana@acme.example',
    );
  });

  it('keeps a masked secret', () => {
    expect(accepted(source({ secrets: ['********'] })).configuration.sources[0]?.secrets).toEqual(['********']);
  });

  it('is warned of a token that can be guessed, and not of what a mask stands for', () => {
    const secrets = ['short one', 'x'.repeat(21), 'x'.repeat(22), '********'];
    expect(accepted(source({ secrets })).warnings.map(({ path }) => path)).toEqual([
      'sources[0].secrets[0]',
      'sources[0].secrets[1]',
    ]);
  });

  it('is warned of a share above the whole, which was meant as a percentage', () => {
    const targets = { winRate: { monthly: { atLeast: 30 } }, salesCycle: { monthly: { atMost: 30 } } };
    expect(accepted({ targets }).warnings).toEqual([
      { path: 'targets.winRate.monthly.atLeast', message: 'is 3000 %; a share is written as 0.30, for 30 %' },
    ]);
  });

  it('is warned of a source that can verify nothing', () => {
    expect(accepted(source({ secrets: [] })).warnings).toEqual([
      expect.objectContaining({ path: 'sources[0].secrets' }),
    ]);
  });
});

describe('every mistake has its path and says what to do', () => {
  const cases: [what: string, change: Record<string, unknown>, path: string, message: RegExp][] = [
    ['an unknown key', { timezone: 'UTC' }, 'timezone', /did you mean "timeZone"/],
    ['an unknown key of a recipient', recipient({ scop: {} }), 'recipients[0].scop', /did you mean "scope"/],
    ['an unknown key of a target', target('winRate', { atleast: 0.3 }), 'targets.winRate.monthly.atleast', /"atLeast"/],
    ['an unknown cadence', { targets: { winRate: { month: { atLeast: 1 } } } }, 'targets.winRate.month', /"monthly"/],
    ['a city for a zone', { timeZone: 'Sao_Paulo' }, 'timeZone', /did you mean "America\/Sao_Paulo"/],
    ['a city with a space', { timeZone: 'sao paulo' }, 'timeZone', /did you mean "America\/Sao_Paulo"/],
    ['a misspelt zone', { timeZone: 'Europe/Lisboa' }, 'timeZone', /did you mean "Europe\/Lisbon"/],
    ['an offset', { timeZone: '-03:00' }, 'timeZone', /not a time zone/],
    ['a missing setting', { currency: undefined }, 'currency', /is required/],
    ['a currency sign', { currency: 'R$' }, 'currency', /ISO 4217/],
    ['a currency in lower case', { currency: 'brl' }, 'currency', /"BRL"/],
    ['letters of a currency in disorder', { currency: 'BLR' }, 'currency', /did you mean "BRL"/],
    ['half a currency', { currency: 'br' }, 'currency', /did you mean "BRL"/],
    ['a currency and more', { currency: 'EURO' }, 'currency', /did you mean "EUR"/],
    ['a letter of a currency that is wrong', { currency: 'GBB' }, 'currency', /did you mean "GBP"/],
    ["a source's currency", source({ currency: 'REAL' }), 'sources[0].currency', /not a currency/],
    ["a rate's currency", { rates: { USB: {} } }, 'rates.USB', /not a currency/],
    ["a rate's day", { rates: { USD: { '2026-02-30': '5' } } }, 'rates.USD.2026-02-30', /no date/],
    ['a rate of nothing', { rates: { USD: { '2026-02-03': 0 } } }, 'rates.USD.2026-02-03', /more than 0/],
    ['a locale with an underscore', { locale: 'pt_BR' }, 'locale', /did you mean "pt-BR"/],
    ["a recipient's locale", recipient({ locale: '!' }), 'recipients[0].locale', /not a language tag/],
    ['an unknown role', recipient({ role: 'sale' }), 'recipients[0].role', /did you mean "sales"/],
    ['an unknown review', recipient({ reviews: ['weekly'] }), 'recipients[0].reviews[0]', /monthly, quarterly/],
    [
      'an unknown KPI first',
      recipient({ kpis: { first: ['csta'] } }),
      'recipients[0].kpis.first[0]',
      /did you mean "csat"/,
    ],
    [
      'an unknown KPI only',
      recipient({ kpis: { only: ['churn'] } }),
      'recipients[0].kpis.only[0]',
      /"churn" is not a KPI/,
    ],
    ['a target of an unknown KPI', target('winrates', { atLeast: 1 }), 'targets.winrates', /did you mean "winRate"/],
    [
      'an unknown scope',
      recipient({ scope: { city: 'x' } }),
      'recipients[0].scope.city',
      /"city" is not a segment; there are owner/,
    ],
    ['a scope of nothing', recipient({ scope: {} }), 'recipients[0].scope', /names no segment/],
    ['a sender without an address', { from: 'Acme' }, 'from', /Acme KPIs/],
    ['a system that is not there', source({ system: 'hubspot' }), 'sources[0].system', /there are kommo, standard/],
    ['a secret that the system refuses', source({ secrets: ['short'] }), 'sources[0].secrets[0]', /shorter/],
    [
      'a secret not filled in',
      source({ secrets: [`$\{KOMMO_TOKEN}`] }),
      'sources[0].secrets[0]',
      /KOMMO_TOKEN is not filled in/,
    ],
    ['an empty secret', source({ secrets: [' '] }), 'sources[0].secrets[0]', /empty/],
    [
      'an authority that is no source',
      { ...source({}), authority: { customer: 'komo' } },
      'authority.customer',
      /"kommo"/,
    ],
    ['an account that is left empty', source({ account: null }), 'sources[0].account', /text or a number/],
    ['a stage that is a list', source({ stages: { won: [['142']] } }), 'sources[0].stages.won[0]', /text or a number/],
    [
      'a field of a source that no record has',
      source({ fields: { deal: { sorce: 'custom:1', 'custom.tier': 'custom:2' } } }),
      'sources[0].fields.deal.sorce',
      /"sorce" is not a field of deal; did you mean "source"/,
    ],
    [
      'fields of a record that there is not',
      source({ fields: { dael: { source: 'custom:1' } } }),
      'sources[0].fields.dael',
      /did you mean "deal"/,
    ],
    ['a day that does not exist', { holidays: ['2026-02-30'] }, 'holidays[0]', /no date 2026-02-30/],
    ['a day in another form', { since: '1/2/2026' }, 'since', /YYYY-MM-DD/],
    ['an hour that no day has', { sendAt: '25:00' }, 'sendAt', /"HH:MM"/],
    ['a minute that no hour has', { sendAt: '08:60' }, 'sendAt', /"HH:MM"/],
    ['an hour of one digit', { sendAt: '8:00' }, 'sendAt', /"HH:MM"/],
    ['an hour as YAML reads it unquoted', { sendAt: 480 }, 'sendAt', /"08:00"|text/],
    [
      'an hour of business that no day has',
      { businessHours: { days: ['mon'], from: '09:00', to: '24:00' } },
      'businessHours.to',
      /"HH:MM"/,
    ],
    [
      'a logo that anybody on the way could change',
      { brand: { logo: 'http://acme.example/l.png' } },
      'brand.logo',
      /https:/,
    ],
    ['a logo that is no address', { brand: { logo: 'data:image/png;base64,AAAA' } }, 'brand.logo', /https:/],
    [
      'hours that end before they begin',
      { businessHours: { days: ['mon'], from: '18:00', to: '09:00' } },
      'businessHours.to',
      /later/,
    ],
    [
      'no business day',
      { businessHours: { days: [], from: '09:00', to: '18:00' } },
      'businessHours.days',
      /at least one/,
    ],
    ['a month that does not exist', { fiscalYearStart: 13 }, 'fiscalYearStart', /at most 12/],
    [
      'a duration that is none',
      target('salesCycle', { atMost: '2 weeks' }),
      'targets.salesCycle.monthly.atMost',
      /"14d"/,
    ],
    ['text for a share', target('winRate', { atLeast: '30%' }), 'targets.winRate.monthly.atLeast', /0.3 for 30 %/],
    [
      'text for money',
      target('wonRevenue', { atLeast: '5k' }),
      'targets.wonRevenue.monthly.atLeast',
      /amount as a number/,
    ],
    ['a change of nothing', target('winRate', { atLeast: '+20%' }), 'targets.winRate.monthly.atLeast', /of: previous/],
    [
      'no change, of something',
      target('winRate', { atLeast: 0.2, of: 'previous' }),
      'targets.winRate.monthly.atLeast',
      /"\+20%"/,
    ],
    [
      'an upside-down band',
      target('salesCycle', { atLeast: '2d', atMost: '30h' }),
      'targets.salesCycle.monthly.atLeast',
      /atMost/,
    ],
    ['a target without a side', target('winRate', {}), 'targets.winRate.monthly', /atLeast or atMost/],
    [
      'a target that is a list',
      target('winRate', { atLeast: [] }),
      'targets.winRate.monthly.atLeast',
      /a number or text/,
    ],
  ];

  it.each(cases)('%s', (_what, change, path, message) => {
    const found = mistakes(change);
    expect(Object.keys(found)).toEqual([path]);
    expect(found[path]).toMatch(message);
  });

  it('a source named twice, a recipient named twice in another case', () => {
    const found = mistakes({
      sources: [
        { id: 'a', system: 'kommo' },
        { id: 'a', system: 'standard' },
      ],
      recipients: [
        { email: 'ana@acme.example', role: 'sales' },
        { email: 'Ana@acme.example', role: 'crm' },
      ],
    });
    expect(found).toEqual({
      'sources[1].id': 'sources[0].id is the same id',
      'recipients[1].email': 'recipients[0].email is the same address',
    });
  });
});

describe('one answer', () => {
  it('holds every mistake, although some are of the shape and some of the meaning', () => {
    const found = mistakes({
      timeZone: 'Sao_Paulo',
      currency: 3,
      recipients: [
        { email: 'nobody', role: 'boss', locale: 'pt_BR' },
        { email: 'rui@acme.example', role: 'crm', kpis: { first: ['cast'] } },
      ],
      sources: [{ id: 'kommo', system: 'komo', extra: true }],
    });
    expect(Object.keys(found).sort()).toEqual([
      'currency',
      'recipients[0].email',
      'recipients[0].locale',
      'recipients[0].role',
      'recipients[1].kpis.first[0]',
      'sources[0].extra',
      'sources[0].system',
      'timeZone',
    ]);
  });

  it('never holds a secret', () => {
    const result = validateConfiguration({ ...smallest, ...source({ secrets: ['s3cr3t!'] }) }, known);
    expect(result).toHaveProperty('errors');
    expect(JSON.stringify(result)).not.toContain('s3cr3t!');
  });

  it.each([[null], ['text'], [[]], [3]])('tells of %j that it is no configuration', (input) => {
    const result = validateConfiguration(input, known);
    expect(result).toHaveProperty('errors.0.path', '');
  });
});
