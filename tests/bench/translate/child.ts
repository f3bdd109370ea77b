import { XMLParser } from 'fast-xml-parser';
import type { SourceSettings } from '../../../lambdas/domain/workspaces/settings.ts';
import type { Source } from '../../../lambdas/sources/source.ts';
import { fixture as clickup } from '../../sources/clickup/fixture.ts';
import { teller as clickupTeller } from '../../sources/clickup/tell.ts';
import { fixture as dynamics } from '../../sources/dynamics/fixture.ts';
import { teller as dynamicsTeller } from '../../sources/dynamics/tell.ts';
import { fixture as hubspot } from '../../sources/hubspot/fixture.ts';
import { teller as hubspotTeller } from '../../sources/hubspot/tell.ts';
import { fixture as kommo } from '../../sources/kommo/fixture.ts';
import { teller as kommoTeller } from '../../sources/kommo/tell.ts';
import { fixture as salesforce } from '../../sources/salesforce/fixture.ts';
import { teller as salesforceTeller } from '../../sources/salesforce/tell.ts';
import type { Teller } from '../../sources/story/events.ts';
import { story } from '../../sources/story/story.ts';
import { fixture as stripe } from '../../sources/stripe/fixture.ts';
import { fixture as zendesk } from '../../sources/zendesk/fixture.ts';
import { answering } from '../support/answering.ts';
import { median } from '../support/median.ts';
import { cpuMilliseconds } from '../support/time.ts';

/** Translates bodies and does nothing but parse the same ones, in turns. */

export interface Ask {
  readonly rounds: number;
  /** How many bodies a round takes each way, at the least. */
  readonly bodiesPerRound: number;
}

/** Of one source: microseconds a body, and the median of the rounds' ratios. */
export interface Measured {
  readonly system: string;
  readonly parsedBy: string;
  /** Mean length of a body, in bytes. */
  readonly length: number;
  readonly ratio: number;
  readonly translate: number;
  readonly parse: number;
}

interface Subject {
  readonly source: Source;
  readonly settings: SourceSettings;
  readonly bodies: readonly Uint8Array[];
  readonly parsedBy: string;
  parse(text: string): unknown;
}

const json = { parsedBy: 'JSON.parse', parse: (text: string): unknown => JSON.parse(text) };
const form = { parsedBy: 'URLSearchParams', parse: (text: string): unknown => [...new URLSearchParams(text)] };
const xmlParser = new XMLParser();
const xml = { parsedBy: 'fast-xml-parser', parse: (text: string): unknown => xmlParser.parse(text) };

type Fixture = Pick<typeof kommo, 'source' | 'settings' | 'bodies'>;

const told = ({ source, settings }: Fixture, teller: Teller): Omit<Subject, 'parse' | 'parsedBy'> => ({
  source,
  settings: { ...settings, ...teller.settings },
  bodies: teller.tell(story),
});

const sent = ({ source, settings, bodies }: Fixture): Omit<Subject, 'parse' | 'parsedBy'> => ({
  source,
  settings,
  bodies: bodies.map((body) => Buffer.from(body)),
});

/** The story of forty deals, which the CRMs tell; what those that tell none are tested with. */
const subjects: readonly Subject[] = [
  { ...told(kommo, kommoTeller), ...form },
  { ...told(hubspot, hubspotTeller), ...json },
  { ...told(salesforce, salesforceTeller), ...xml },
  { ...told(clickup, clickupTeller), ...json },
  { ...told(dynamics, dynamicsTeller), ...json },
  { ...sent(stripe), ...json },
  { ...sent(zendesk), ...json },
];

const utf8 = new TextDecoder();

const measured = async (subject: Subject, { rounds, bodiesPerRound }: Ask): Promise<Measured> => {
  const { source, settings, bodies, parse, parsedBy } = subject;
  const receivedAt = Date.parse('2027-01-01T00:00:00Z');
  const headers = {};
  const translateAll = (): void => {
    for (const body of bodies) {
      const translation = source.translate({ body, headers, receivedAt, firstReceivedAt: receivedAt }, settings);
      if ('failed' in translation) throw new Error(`${source.system}: ${translation.failed}`);
    }
  };
  const parseAll = (): void => {
    for (const body of bodies) parse(utf8.decode(body));
  };
  const times = Math.ceil(bodiesPerRound / bodies.length);
  const round = async () => ({
    translate: (await cpuMilliseconds(translateAll, times)) / bodies.length,
    parse: (await cpuMilliseconds(parseAll, times)) / bodies.length,
  });
  for (let done = 0; done < 3; done += 1) await round();
  const all: Awaited<ReturnType<typeof round>>[] = [];
  for (let done = 0; done < rounds; done += 1) all.push(await round());
  return {
    system: source.system,
    parsedBy,
    length: bodies.reduce((sum, { length }) => sum + length, 0) / bodies.length,
    ratio: median(all.map(({ translate, parse: alone }) => translate / alone)),
    translate: 1000 * median(all.map(({ translate }) => translate)),
    parse: 1000 * median(all.map(({ parse: alone }) => alone)),
  };
};

answering(async (ask: Ask): Promise<readonly Measured[]> => {
  const all: Measured[] = [];
  for (const subject of subjects) all.push(await measured(subject, ask));
  return all;
});
