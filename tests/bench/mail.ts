import { fileURLToPath } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type MailRequest, renderMail } from '../../lambdas/rendering/mail.ts';
import { renderPage } from '../../lambdas/rendering/page.ts';
import { textOf } from '../../lambdas/rendering/text.ts';
import { viewOf } from '../../lambdas/rendering/view.ts';
import type { Bench } from './bench.ts';
import type { Ask } from './mail/child.ts';
import { demonstrationMail } from './mail/demonstration.ts';
import { contextOf, loadCompiled, loadSources } from './mail/html.ts';
import { median } from './support/median.ts';
import { askProcess } from './support/processes.ts';
import { cpuMilliseconds } from './support/time.ts';

const least = 50;
/** As often as takes about as long as one from the sources. */
const fillsPerRound = 50;
/** Enough that what is measured is a function that has mailed a while. */
const mailsPerRound = 20;
const warmUps = 8;

/** Nothing but the library, given a mail's parts. */
const composeBare = ({ from, to, links, rendered }: MailRequest, html: string): (() => Promise<Buffer>) => {
  const text = textOf(viewOf(rendered), links);
  const parts = { from, to: to.email, subject: rendered.document.period, text, html };
  return () => new MailComposer({ ...parts, encoding: 'quoted-printable', textEncoding: 'Q' }).compile().build();
};

const child = fileURLToPath(new URL('./mail/child.ts', import.meta.url));

export const mail: Bench = {
  name: 'mail',
  about: 'making the HTML of a mail from the compiled template, against compiling MJML as it is made',
  async run(report, say, { quick }) {
    const request = demonstrationMail();
    const context = contextOf(request);
    const [fromSources, fromCompiled] = [await loadSources(), await loadCompiled()];
    if ((await fromSources(context)) !== (await fromCompiled(context)))
      throw new Error('The two ways make different mails. Run npm run build:templates.');
    const message = (): Promise<{ message: Uint8Array }> => renderMail(request);
    const viewed = viewOf(request.rendered);
    const { links, rendered } = request;
    // All that the page behind a mail has: a segment to choose, records behind each number, files.
    const pageLinks = {
      csv: links.csv,
      xlsx: links.xlsx,
      page: links.review,
      records: `${links.review}/records`,
      preferences: links.preferences,
      workspace: links.preferences,
    };
    const bare = composeBare(request, await fromCompiled(context));
    const round = async () => ({
      sources: await cpuMilliseconds(() => fromSources(context)),
      compiled: await cpuMilliseconds(() => fromCompiled(context), fillsPerRound),
      message: await cpuMilliseconds(message, mailsPerRound),
      rendered: await cpuMilliseconds(() => fromCompiled(contextOf(request)), mailsPerRound),
      // A filled template is a rope of thousands of pieces, put together when somebody reads it, as a page does to know
      // its size: the two are compared by their bytes.
      bytes: await cpuMilliseconds(async () => Buffer.from(await fromCompiled(contextOf(request))), mailsPerRound),
      text: await cpuMilliseconds(() => textOf(viewed, request.links), mailsPerRound),
      bare: await cpuMilliseconds(bare, mailsPerRound),
      page: await cpuMilliseconds(() => Buffer.from(renderPage(rendered, pageLinks)), mailsPerRound),
    });
    const rounds = quick ? 5 : 31;
    say(`${rounds} rounds`);
    const measured: Awaited<ReturnType<typeof round>>[] = [];
    for (let done = -warmUps; done < rounds; done += 1) {
      const one = await round();
      if (done >= 0) measured.push(one);
    }
    const fresh = quick ? 3 : 15;
    say(`${fresh} fresh processes each way`);
    const first: number[] = [];
    for (let done = 0; done < fresh; done += 1) {
      const asked = (from: Ask['from']): Promise<number> => askProcess<number>(child, { from, context });
      first.push((await asked('sources')) / (await asked('compiled')));
    }
    report({
      figure: 'HTML of a mail from MJML / from the compiled template',
      value: median(measured.map(({ sources, compiled }) => sources / compiled)),
      unit: 'ratio',
      limit: { atLeast: least },
    });
    report({
      figure: 'the same for the first mail of a process, loading included',
      value: median(first),
      unit: 'ratio',
    });
    report({
      figure: 'a mail rendered, from document to HTML / the bare template filled',
      value: median(measured.map(({ rendered, compiled }) => rendered / compiled)),
      unit: 'ratio',
      limit: { atMost: 3 },
    });
    report({
      figure: 'a message composed, less the rendering of its parts / the bare MailComposer given them',
      value: median(measured.map((one) => (one.message - one.bytes - one.text) / one.bare)),
      unit: 'ratio',
      limit: { atMost: 1.5 },
    });
    report({
      figure: 'a whole message, from document to bytes / the bare MailComposer given its parts',
      value: median(measured.map(({ message: whole, bare: composed }) => whole / composed)),
      unit: 'ratio',
    });
    report({
      figure: 'the page / a mail rendered, both from document to the bytes of their HTML',
      value: median(measured.map(({ page, bytes }) => page / bytes)),
      unit: 'ratio',
      limit: { atMost: 5 },
    });
    report({
      figure: 'whole message with its HTML from MJML / from the compiled template',
      value: median(measured.map(({ sources, compiled, message: whole }) => (whole - compiled + sources) / whole)),
      unit: 'ratio',
    });
    report({ figure: 'HTML of a mail from MJML', value: median(measured.map(({ sources }) => sources)), unit: 'ms' });
    report({
      figure: 'HTML of a mail from the compiled template',
      value: median(measured.map(({ compiled }) => compiled)),
      unit: 'ms',
    });
    report({ figure: 'the whole message', value: median(measured.map(({ message: whole }) => whole)), unit: 'ms' });
    report({ figure: 'size of the message', value: (await message()).message.byteLength / 1000, unit: 'KB' });
  },
};
