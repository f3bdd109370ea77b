import { readFile } from 'node:fs/promises';
import type { MailRequest } from '../../../lambdas/rendering/mail.ts';
import { fullest, mailContextOf } from '../../../lambdas/rendering/mailContext.ts';
import { viewOf } from '../../../lambdas/rendering/view.ts';

/** What both ways of making the HTML of a mail are given. */
export type MailContext = ReturnType<typeof mailContextOf>;

/** Everything that a mail shows, with nothing left out. */
export const contextOf = ({ rendered, links }: MailRequest): MailContext => {
  const { view, reading } = viewOf(rendered);
  return mailContextOf(view, reading, links, fullest);
};

/** Makes the HTML of a mail. */
export type MakeHtml = (context: object) => string | Promise<string>;

/** Nothing compiled beforehand: MJML to HTML, the HTML to a template, the template filled. */
export const loadSources = async (): Promise<MakeHtml> => {
  const { default: Handlebars } = await import('handlebars');
  const { htmlOf, withPartials } = await import('../../../templates/build.ts');
  const source = await readFile(new URL('../../../templates/review.mjml', import.meta.url), 'utf8');
  const whole = await withPartials(source);
  return async (context) => {
    const html = await htmlOf(whole);
    return Handlebars.compile(html, { strict: true, knownHelpersOnly: true, preventIndent: true })(context);
  };
};

/** As the function does, whose bundle holds the compiled template. */
export const loadCompiled = async (): Promise<MakeHtml> => {
  const { fill } = await import('../../../lambdas/rendering/templates.ts');
  const { default: template } = await import('../../../templates/compiled/review.js');
  return fill(template);
};
