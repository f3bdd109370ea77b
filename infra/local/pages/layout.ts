import { html, raw } from 'hono/html';
import { styles } from './styles.ts';

/** Escaped markup; a plain text put into it is escaped. */
export type Markup = ReturnType<typeof html>;

export const nothing: Markup = html``;

/** One page, whole. `refresh` is in seconds. */
export const page = (title: string, body: Markup, refresh?: number): Markup => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh === undefined ? nothing : html`<meta http-equiv="refresh" content="${refresh}">`}
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(styles)}</style>
</head>
<body>
<header class="top"><a class="brand" href="/">Quarterdeck</a><nav><a href="/local/mailbox">Mailbox</a><a href="/v1/docs">API</a></nav></header>
<main>${body}</main>
<footer>Running on this machine only. Nothing is mailed to anyone: every mail ends in the mailbox here.</footer>
</body>
</html>
`;

/** An instant for people, in the machine's own zone. */
export const when = (instant: number | string): Markup => {
  const date = new Date(instant);
  const text = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return html`<time datetime="${date.toISOString()}">${text}</time>`;
};

export const count = (number: number): string => number.toLocaleString('en-GB');
