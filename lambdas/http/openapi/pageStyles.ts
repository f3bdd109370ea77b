/** Light and dark, by what the reader's system prefers. */
export const docsStyles = `
:root{color-scheme:light dark;--ink:#1b2530;--soft:#51606f;--page:#ffffff;--card:#f4f6f9;--line:#cfd7df;--link:#0a5ca8;--get:#0b6b3a;--post:#0a5ca8;--put:#8a4b00;--delete:#a3201b}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#a8b4c0;--page:#12181f;--card:#1b242e;--line:#3a4653;--link:#7db8f5;--get:#63d297;--post:#7db8f5;--put:#f0b46c;--delete:#ff9a92}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1.5rem;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;display:grid;grid-template-columns:minmax(0,1fr);gap:2rem}
header{grid-column:1/-1}
h1{font-size:1.75rem;margin:0 0 .5rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:0 0 .5rem;overflow-wrap:anywhere}
nav h2{font-size:.875rem;margin:1rem 0 .25rem;color:var(--soft)}nav ul{list-style:none;margin:0;padding:0;font-size:.875rem}nav li{overflow-wrap:anywhere}
nav a{display:block;padding:.25rem 0;text-decoration:none}nav a:hover{text-decoration:underline}
a{color:var(--link)}a:focus-visible,pre:focus-visible,.wide:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--page);padding:.5rem}
.soft,caption{color:var(--soft)}
section{border-top:1px solid var(--line);padding:1.25rem 0}
code,pre{font-family:ui-monospace,monospace;font-size:.875rem}
pre{background:var(--card);border:1px solid var(--line);border-radius:.375rem;padding:.75rem;overflow-x:auto}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-size:.875rem}caption{text-align:left;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line);min-width:5rem}
thead th{color:var(--soft);font-weight:600}tbody th{font-weight:400}
.method{font:600 .75rem ui-monospace,monospace;color:var(--soft)}.get{color:var(--get)}.post{color:var(--post)}.put{color:var(--put)}.delete{color:var(--delete)}
@media (min-width:60rem){body{grid-template-columns:18rem minmax(0,1fr)}nav{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow-y:auto}main>h2:first-child{margin-top:0}}
@media print{nav{display:none}}
`;
