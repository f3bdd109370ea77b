/** The look of the local pages: one column of cards, the system's own type, no images and no scripts. */
export const styles = `
:root {
  --ink: #14213d; --soft: #5b6782; --line: #e3e7ef; --paper: #ffffff; --ground: #f4f6fa;
  --accent: #0b6bcb; --good: #116329; --bad: #a40e26; --warn: #7d4e00; --code: #eef1f7; --dark: #10182b;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6edf3; --soft: #9198a1; --line: #30363d; --paper: #161b22; --ground: #0d1117;
    --accent: #6cb2ff; --good: #56d364; --bad: #ff7b72; --warn: #e3b341; --code: #262c34; --dark: #010409;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
.top { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: baseline; padding: 14px 24px; background: var(--paper); border-bottom: 1px solid var(--line); }
.brand { font-weight: 700; font-size: 18px; letter-spacing: -0.01em; color: var(--ink); }
.top nav { display: flex; gap: 18px; font-size: 15px; }
main { max-width: 1120px; margin: 0 auto; padding: 28px 24px 48px; }
footer { max-width: 1120px; margin: 0 auto; padding: 0 24px 40px; color: var(--soft); font-size: 14px; }
h1 { overflow-wrap: anywhere; font-size: 28px; line-height: 1.2; letter-spacing: -0.02em; margin: 0 0 6px; }
h2 { font-size: 20px; letter-spacing: -0.01em; margin: 0 0 4px; }
h3 { font-size: 13px; text-transform: uppercase; letter-spacing: 0.06em; color: var(--soft); margin: 22px 0 8px; font-weight: 600; }
p { margin: 0 0 12px; }
.lead { color: var(--soft); font-size: 17px; max-width: 60ch; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 22px 24px; margin: 20px 0; }
.soft { color: var(--soft); }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 15px; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: 13px; padding: 4px 12px 6px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { white-space: nowrap; padding: 8px 12px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child td { border-bottom: 0; }
thead td { padding: 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.mails { list-style: none; margin: 0; padding: 0; }
.mails a { display: grid; grid-template-columns: minmax(120px, 250px) 1fr auto; gap: 4px 18px; padding: 12px 0; border-bottom: 1px solid var(--line); color: var(--ink); }
.mails li:last-child a { border-bottom: 0; }
.mails a:hover { text-decoration: none; } .mails a:hover .subject { text-decoration: underline; }
.mails .who { font-weight: 600; overflow-wrap: anywhere; } .mails time { color: var(--soft); white-space: nowrap; }
pre { background: var(--dark); color: #e8edf7; border-radius: 8px; padding: 14px 16px; overflow-x: auto; font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; margin: 8px 0 14px; }
code { overflow-wrap: anywhere; font: 0.9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--code); padding: 1px 5px; border-radius: 4px; }
pre code { overflow-wrap: normal; background: none; padding: 0; font-size: inherit; }
.bar { height: 8px; border-radius: 4px; background: var(--line); overflow: hidden; margin: 12px 0; }
.bar span { display: block; height: 100%; background: var(--accent); }
.tabs { display: flex; flex-wrap: wrap; gap: 6px; margin: 14px 0; font-size: 14px; }
.tabs a { padding: 5px 12px; border: 1px solid var(--line); border-radius: 999px; background: var(--paper); color: var(--ink); }
.tabs a.on { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 3px 18px; font-size: 15px; margin: 12px 0 0; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.mail { display: block; width: 100%; max-width: 100%; height: 82vh; min-height: 480px; margin: 0 auto; border: 1px solid var(--line); border-radius: 10px; background: #fff; }
.mail.phone { width: 360px; }
.screens { display: grid; grid-template-columns: minmax(0, 1fr) 360px; gap: 24px; }
@media (max-width: 1060px) { .screens { grid-template-columns: 1fr; } .screens .phone { display: none; } }
@media (max-width: 600px) {
  main { padding: 20px 14px 36px; } .card { padding: 18px 16px; }
  .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin: 0 0 8px; }
  h1 { font-size: 24px; }
  .mails a { grid-template-columns: 1fr auto; } .mails .subject { grid-column: 1 / -1; }
}
`;
