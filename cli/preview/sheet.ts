import type { PreviewMail } from './mail.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** What a review is previewed as. */
export interface Previewed {
  readonly mail: PreviewMail;
  /** The review's page, whole. */
  readonly page: string;
  /** `acme · 2026-10 · version 2 · sales, pt-BR` */
  readonly about: string;
}

const styles = `
  :root { color-scheme: light; font: 14px/1.5 system-ui, sans-serif; color: #1f2328; background: #eceef1 }
  * { box-sizing: border-box }
  body { margin: 0; padding: 16px 20px; display: flex; flex-direction: column; height: 100vh; gap: 12px }
  header p { margin: 0; color: #57606a }
  h1 { margin: 0; font-size: 18px; line-height: 1.4 }
  main { flex: 1; min-height: 0; display: flex; gap: 16px; overflow-x: auto }
  section { flex: none; display: flex; flex-direction: column; min-height: 0 }
  .page { flex: 1 0 480px }
  h2 { margin: 0 0 6px; font-size: 13px; display: flex; gap: 12px; align-items: baseline; font-weight: 600 }
  label { font-weight: 400 }
  iframe, pre { flex: 1; min-height: 0; margin: 0; border: 1px solid #d0d7de; background: #fff }
  iframe { width: 100% }
  .mail iframe { width: calc(600px + 18px) }
  .mail:has(#narrow:checked) iframe { width: calc(320px + 18px) }
  pre { overflow: auto; padding: 12px; font: 12px/1.5 ui-monospace, monospace; width: 78ch; white-space: pre }
  @media (max-width: 900px) {
    body { height: auto }
    main { flex-direction: column }
    .page { flex: none }
    iframe, pre { flex: none; height: 80vh; max-width: 100% }
  }`;

/** Nothing that is looked at runs, posts or opens anything: links of the mail would have to open a window, and may not. */
const framed = (title: string, html: string): string =>
  `<iframe sandbox title="${escaped(title)}" srcdoc="${escaped(html)}"></iframe>`;

/** In a frame of its own a link would lead the frame elsewhere. */
const withoutLeaving = (html: string): string =>
  html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`);

/** Mail, text and page side by side as one file, which holds all that it shows but the workspace's logo. */
export const previewSheet = ({ mail, page, about }: Previewed): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; form-action 'none'">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>Preview: ${escaped(mail.subject)}</title>
<style>${styles}</style>
</head>
<body>
<header>
<h1 dir="auto">${escaped(mail.subject)}</h1>
<p dir="auto">${escaped(mail.preheader)}</p>
<p>From ${escaped(mail.from)} to ${escaped(mail.to)} · ${escaped(about)}${mail.attachments.length === 0 ? '' : ` · with ${escaped(mail.attachments.join(', '))}`}</p>
</header>
<main>
<section class="mail">
<h2>Mail <label><input type="radio" name="width" id="wide" checked> 600 px</label> <label><input type="radio" name="width" id="narrow"> 320 px</label></h2>
${framed('The mail', withoutLeaving(mail.html))}
</section>
<section>
<h2>Text</h2>
<pre tabindex="0" dir="auto">${escaped(mail.text)}</pre>
</section>
<section class="page">
<h2>Page</h2>
${framed('The page', page)}
</section>
</main>
</body>
</html>
`;
