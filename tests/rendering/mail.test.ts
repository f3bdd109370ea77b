import { encode, wrap } from 'nodemailer/lib/qp';
import { describe, expect, it } from 'vitest';
import { roles } from '../../lambdas/domain/workspaces/schema.ts';
import { document, kpiResult, kpis, links, rendered } from '../fixtures/review.ts';
import { reviewCatalogue } from '../fixtures/reviewCatalogue.ts';
import { campaign, renderedOf } from '../fixtures/reviewPeriods.ts';
import { emptyRendered, hostileRendered, manyRendered } from '../fixtures/reviewVariants.ts';
import { type Mailed, mailed, tags, visible } from './support/mailed.ts';

const variants = {
  sales: rendered('sales'),
  crm: rendered('crm'),
  empty: emptyRendered,
  hostile: hostileRendered,
  'sixty KPIs': manyRendered(60),
  'two hundred KPIs': manyRendered(200),
};

const nameOf = (id: string): string => reviewCatalogue.find((kpi) => kpi.id === id)?.name ?? id;

describe('the message', () => {
  for (const [name, review] of Object.entries(variants)) {
    describe(`of the ${name} review`, () => {
      const made: Promise<Mailed> = mailed(review);

      it('has the text before the HTML, both quoted-printable', async () => {
        const { parts } = await made;
        expect(parts.map(({ type, encoding }) => [type, encoding])).toEqual([
          ['text/plain', 'quoted-printable'],
          ['text/html', 'quoted-printable'],
        ]);
      });

      it('is short enough not to be clipped', async () => {
        const { parts, raw } = await made;
        expect(parts[1]?.body.length).toBeLessThan(100_000);
        expect(raw.length).toBeLessThan(300_000);
      });

      it('keeps every line within what SMTP allows, in ASCII', async () => {
        const { raw } = await made;
        expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
        expect(raw.match(/[^\t\n\r -~]/)).toBeNull();
      });

      it('keeps every header value within 995 characters', async () => {
        const { head } = await made;
        for (const header of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
          expect(header.slice(header.indexOf(':') + 1).trim().length).toBeLessThanOrEqual(995);
        }
      });

      it('loads and runs nothing', async () => {
        const { html } = await made;
        expect(html.match(/data:|javascript:|http:|<svg|<script|<link|<iframe|url\(/gi)).toBeNull();
      });

      it('says which language it is in, and what its tables are for', async () => {
        const { html } = await made;
        expect(tags(html, 'html')[0]).toContain('lang="en" dir="ltr"');
        // What is within an image is no table.
        const read = html.replace(
          /(role="img" aria-label="[^"]*"><table role="presentation")[\s\S]*?(<td height)/g,
          '$1>$2',
        );
        for (const table of read.match(/<table\b[^>]*>(?:(?!<table|<\/table)[\s\S])*/g) ?? []) {
          if (!/<th\b/.test(table)) expect(table).toMatch(/^<table[^>]* role="presentation"/);
        }
        expect(tags(html, 'th').filter((th) => !/ scope="(?:row|col|rowgroup)"/.test(th))).toEqual([]);
        expect(tags(html, 'img').filter((img) => !/ alt="[^"]+"/.test(img))).toEqual([]);
      });

      it('opens with a preheader of at most 90 characters', async () => {
        const { html } = await made;
        const preheader = visible(/<div style="display:none[^>]*>([^<]*)/.exec(html)?.[1] ?? '');
        expect(preheader.length).toBeGreaterThan(0);
        expect(preheader.length).toBeLessThanOrEqual(90);
        if (name !== 'empty') expect(preheader.slice(0, 40)).toMatch(/\d/);
      });

      it('draws its bars from nothing but table cells', async () => {
        const { html } = await made;
        expect(html.match(/display:\s*(?:flex|grid)|position:|gradient|var\(--|background-image/gi)).toBeNull();
      });
    });
  }

  it('names all it must in its headers', async () => {
    const { parsed, head } = await mailed();
    const header = (name: string): string =>
      new RegExp(`^${name}: (.*)$`, 'im').exec(head.replace(/\r\n[ \t]+/g, ' '))?.[1] ?? '';
    expect(header('List-Unsubscribe')).toBe(`<${links.unsubscribe}>`);
    expect(header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(header('List-Id')).toBe('<monthly.acme.acme.example>');
    expect(header('Auto-Submitted')).toBe('auto-generated');
    expect(header('X-Auto-Response-Suppress')).toBe('OOF, AutoReply');
    expect(header('Feedback-ID')).toBe('monthly:acme:kpi-review:acme.example');
    expect(header('Message-ID')).toBe('<f3b1c9d2@acme.example>');
    expect(header('Date')).toBe('Sun, 01 Nov 2026 11:00:04 +0000');
    expect(header('From')).toBe('Acme KPIs <kpis@acme.example>');
    expect(header('Reply-To')).toBe('revops@acme.example');
    expect(parsed.to).toMatchObject({ value: [{ address: 'ana@acme.example', name: 'Ana Conceição' }] });
  });

  it('names the list of a campaign’s review by what it is', async () => {
    const { head } = await mailed(renderedOf(campaign));
    expect(head).toMatch(/^List-ID: <campaign\.acme\.acme\.example>\r$/m);
    expect(head).toMatch(/^Feedback-ID: campaign:acme:kpi-review:acme\.example\r$/m);
  });

  it('writes each header once', async () => {
    const { head } = await mailed();
    const names = head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
    expect(names).toEqual([...new Set(names)]);
  });

  it('is the same bytes for the same request, and others for another send', async () => {
    const [first, second, other] = await Promise.all([mailed(), mailed(), mailed(rendered(), { sendId: 'other' })]);
    expect(second.raw).toBe(first.raw);
    expect(other.raw).not.toBe(first.raw);
    expect(other.html).toBe(first.html);
  });

  it('tells the same subject in the ledger and on the wire', async () => {
    const { subject, parsed } = await mailed();
    expect(parsed.subject).toBe(subject);
    expect(subject).toBe('October 2026: won revenue R$ 1.24 M (+12 %); win rate 28.5 %, below target');
  });

  it('lets no name add a header', async () => {
    const { head } = await mailed(
      rendered('sales', {
        catalogue: reviewCatalogue.map((kpi) => ({ ...kpi, name: 'Won\r\nBcc: victim@evil.example' })),
      }),
      {
        to: { email: 'ana@acme.example', name: 'Ana\r\nBcc: victim@evil.example' },
        sendId: 'a\r\nBcc: victim@evil.example',
      },
    );
    expect(head).not.toMatch(/^Bcc:/im);
  });

  it('refuses a link that is neither https nor on this machine', async () => {
    for (const href of [
      'javascript:alert(1)',
      'http://acme.example/r/1',
      '//acme.example/r/1',
      '/r/1',
      'data:text/html,x',
    ]) {
      await expect(mailed(rendered(), { links: { ...links, review: href } })).rejects.toThrow(TypeError);
    }
    const { html } = await mailed(rendered(), { links: { ...links, review: 'http://127.0.0.1:4400/r/1' } });
    expect(html).toContain('href="http://127.0.0.1:4400/r/1"');
  });
});

describe('what a mail tells', () => {
  it('shows each role its own KPIs and no other', async () => {
    for (const role of roles) {
      const shown = visible((await mailed(rendered(role))).html);
      for (const { id, audiences } of kpis) {
        const its = role === 'crm' || audiences.includes(role);
        // Names that are part of other words of the mail cannot tell.
        if (nameOf(id).includes(' ') || id === 'nps') expect(shown.includes(nameOf(id)), `${id} for ${role}`).toBe(its);
      }
    }
  });

  it('shows the numbers of the document', async () => {
    const { html, text } = await mailed(rendered('crm'));
    for (const told of [visible(html), text]) {
      for (const number of ['R$ 1.24 M', '28.5 %', '56 d 22 h', '31.8', '87.1 %', '4 h 12 min', '1,083', '47']) {
        expect(told).toContain(number.replaceAll(' ', '\u00a0'));
      }
    }
  });

  it('carries the number of the subject in its first sentence and its preheader', async () => {
    const { subject, html } = await mailed();
    const headline = visible(/<h1[^>]*>([^<]*)/.exec(html)?.[1] ?? '').replaceAll('\u00a0', ' ');
    const preheader = visible(/<div style="display:none[^>]*>([^<]*)/.exec(html)?.[1] ?? '').replaceAll('\u00a0', ' ');
    expect(subject).toContain('R$ 1.24 M');
    expect(headline).toContain('R$ 1.24 M');
    expect(preheader.slice(0, 40)).toContain('R$ 1.24 M');
  });

  it('says with a sign and a word what a colour says', async () => {
    const { html } = await mailed(rendered('crm'));
    const coloured = html.match(/<br><small class="(?:good|bad)"[^>]*>[^<]*/g) ?? [];
    expect(coloured.length).toBeGreaterThan(5);
    for (const cell of coloured)
      expect(cell).toMatch(/>(?:[+−][^<]+ · (?:better|worse|faster|slower)|[≥≤][^<]+ · (?:met|missed))$/);
  });

  it('leaves trends of the table to the page before it leaves out a number', async () => {
    const { html } = await mailed(manyRendered(60));
    expect(html.match(/<th class="row"/g)).toHaveLength(60);
    expect(visible(html)).not.toContain('Trend');
    expect(html.match(/role="img"/g)).toHaveLength(3);
  });

  it('says how many numbers it left to the page', async () => {
    const { html } = await mailed(manyRendered(200));
    const shown = (html.match(/<th class="row"/g) ?? []).length;
    expect(shown).toBeLessThan(200);
    expect(visible(html)).toContain(`${200 - shown} more numbers are in the review on the web.`);
  });

  it('has a drawn trend say what it shows', async () => {
    const { html } = await mailed();
    const labels = html.match(/role="img" aria-label="[^"]+"/g) ?? [];
    // Three cards, nine rows.
    expect(labels).toHaveLength(12);
    expect(visible(labels[0] ?? '')).toContain(
      'From R$\u00a0982\u00a0K in Oct\u00a02025 to R$\u00a01.24\u00a0M in Oct\u00a02026',
    );
  });

  it('designs the first month too', async () => {
    const { html, subject, text } = await mailed(emptyRendered);
    const told = visible(html);
    expect(subject).toBe('October 2026: nothing to review yet');
    expect(told).toContain('There is nothing to review for October 2026 yet.');
    expect(told).toContain('Needs deals with outcome and closing date');
    expect(told).not.toContain('All your numbers');
    expect(told).not.toMatch(/NaN|undefined|null/);
    expect(text).toContain('There is nothing to review for October 2026 yet.');
  });

  it('puts the logo in the place of the name, with the name for those who do not load it', async () => {
    const logo = 'https://acme.example/logo.png';
    const of = rendered();
    const { html } = await mailed({ ...of, configuration: { ...of.configuration, brand: { logo } } });
    expect(tags(html, 'img')).toHaveLength(1);
    expect(tags(html, 'img')[0]).toContain('alt="Acme Ltda"');
  });

  it('tells the confines of a scoped review', async () => {
    const { html } = await mailed(rendered('sales', { document: { ...document, scope: { region: 'south' } } }));
    expect(visible(html)).toContain('Only region: South');
  });

  it('tells that a running period is not over', async () => {
    const { html } = await mailed(rendered('sales', { document: { ...document, status: 'running' } }));
    expect(visible(html)).toContain('This period is not over');
  });

  it('calls no amount of a running period missed, nor fallen', async () => {
    const half = kpiResult({
      id: 'wonRevenue',
      values: [1_107_600, 512_000],
      rest: { target: { atLeast: 1_100_000, status: 'missed', pace: null } },
    });
    const { html, text } = await mailed(
      rendered('sales', { document: { ...document, status: 'running', kpis: [half], highlights: [] } }),
    );
    for (const told of [visible(html), text]) {
      expect(told).toContain('so far');
      expect(told).not.toMatch(/missed|worse/);
    }
  });
});

describe('the measure of a mail', () => {
  it('is that of the wire', async () => {
    const { html, parts } = await mailed();
    expect(Math.abs((parts[1]?.body.length ?? 0) - wrap(encode(html), 76).length)).toBeLessThan(200);
  });
});
