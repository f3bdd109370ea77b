import { html, raw } from 'hono/html';
import { curlOf } from './curl.ts';
import type { DocumentedOperation, OpenApiDocument, Parameter } from './document.ts';
import type { JsonSchema } from './named.ts';
import { docsStyles } from './pageStyles.ts';
import { membersOf, nameOf, typeOf } from './shapes.ts';

type Markup = ReturnType<typeof html>;

const nothing = html``;

/** What stands between backquotes is code; all of it is escaped. */
const worded = (text: string): Markup[] =>
  text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));

const table = (caption: string, columns: readonly string[], rows: readonly Markup[]): Markup =>
  html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;

const linked = (type: string, link: string | null): Markup =>
  link === null ? html`${type}` : html`<a href="#schema-${link}">${type}</a>`;

const parameterRow = ({ name, in: place, required, description = '', schema }: Parameter): Markup =>
  html`<tr><th scope="row"><code>${name}</code></th><td>${place}${required ? '' : ', may be left out'}</td><td>${typeOf(schema)}</td><td>${worded(description)}</td></tr>`;

const contentOf = (content: unknown): [string, JsonSchema][] =>
  Object.entries((content ?? {}) as Record<string, { readonly schema: JsonSchema }>).map(([type, { schema }]) => [
    type,
    schema,
  ]);

const bodyCell = (content: unknown): Markup[] =>
  contentOf(content).map(([type, schema], at) => {
    const name = schema.$ref === undefined ? null : nameOf(schema.$ref);
    const told = typeof schema.description === 'string' ? html`: ${worded(schema.description)}` : nothing;
    return html`${at > 0 ? html`<br>` : nothing}<code>${type}</code>${name === null ? told : html` <a href="#schema-${name}">${name}</a>`}`;
  });

const answerRow = ([status, { description, content }]: [string, Readonly<Record<string, unknown>>]): Markup =>
  html`<tr><th scope="row">${status === 'default' ? 'other' : status}</th><td>${worded(String(description))}</td><td>${bodyCell(content)}</td></tr>`;

const keyOf = ({ security }: DocumentedOperation): string => {
  const [scope] = security.flatMap((one) => Object.values(one).flat());
  return scope === undefined ? 'open' : `a key with the scope ${scope}`;
};

const operationSection = (method: string, path: string, operation: DocumentedOperation): Markup =>
  html`<section class="operation" id="${operation.operationId}"><h3><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code></h3>
<p><strong>${operation.summary}</strong> <span class="soft">· ${keyOf(operation)}</span></p>
${operation.description === undefined ? nothing : html`<p>${worded(operation.description)}</p>`}
${operation.parameters.length === 0 ? nothing : table(`Parameters of ${method.toUpperCase()} ${path}`, ['Name', 'Where', 'Type', 'What it says'], operation.parameters.map(parameterRow))}
${operation.requestBody ? html`<p>Body: ${bodyCell(operation.requestBody.content)}</p>` : nothing}
<pre tabindex="0"><code>${curlOf(method, path, operation)}</code></pre>
${table(`Answers of ${method.toUpperCase()} ${path}`, ['Status', 'What it says', 'Body'], Object.entries(operation.responses).map(answerRow))}</section>`;

const schemaSection = ([name, schema]: [string, JsonSchema]): Markup => {
  const rows = membersOf(schema).map(
    ({ name: member, type, link, required, description }) =>
      html`<tr><th scope="row"><code>${member}</code></th><td>${linked(type, link)}</td><td>${required ? 'always' : 'not always'}</td><td>${worded(description)}</td></tr>`,
  );
  const described = typeof schema.description === 'string' ? html`<p>${worded(schema.description)}</p>` : nothing;
  return html`<section id="schema-${name}"><h3>${name}</h3>${schema.type === 'array' ? html`<p class="soft">A list of</p>` : nothing}${described}${rows.length === 0 ? html`<p class="soft">${typeOf(schema)}</p>` : table(`Members of ${name}`, ['Member', 'Type', 'There', 'What it says'], rows)}</section>`;
};

const operationsOf = ({ paths }: OpenApiDocument) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

/** The document as a page that anybody can read: routes, parameters, schemas, requests that can be pasted. */
export const docsPage = (document: OpenApiDocument): Markup => {
  const operations = operationsOf(document);
  const groups = document.tags.map(({ name }) => ({
    name,
    of: operations.filter(({ operation }) => operation.tags.includes(name)),
  }));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The API of Quarterdeck</title>
<link rel="icon" href="data:,">
<style>${raw(docsStyles)}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header><h1>The API of Quarterdeck</h1><p>${worded(String(document.info.description))}</p>
<p>The same as <a href="/v1/openapi.json">OpenAPI 3.1</a>. The requests below can be pasted after</p>
<pre tabindex="0"><code>export QUARTERDECK_URL=${document.servers[0]?.url ?? ''}
export QUARTERDECK_KEY=…</code></pre></header>
<nav aria-label="Routes">${groups.map(({ name, of }) => html`<h2>${name}</h2><ul>${of.map(({ method, operation }) => html`<li><a href="#${operation.operationId}"><span class="method ${method}">${method.toUpperCase()}</span> ${operation.summary}</a></li>`)}</ul>`)}</nav>
<main id="main">${groups.map(({ name, of }) => html`<h2>${name}</h2>${of.map(({ method, path, operation }) => operationSection(method, path, operation))}`)}
<h2>Bodies</h2>${Object.entries(document.components.schemas).map(schemaSection)}</main>
</body>
</html>
`;
};
