import { html, type SafeHtml } from '#modules/campaigns';
import type { OpenApiDocument, Operation } from '../openapi/document.ts';
import { page } from './page.ts';
import { fieldRow, fieldsTable, schemaLink, withCode } from './schema-html.ts';

interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

/** The reference for people, drawn from the same document that programs read. No script, one style sheet. */
export function referencePage(document: OpenApiDocument): string {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ method, path, operation })),
  );
  const areas = document.tags.map(({ name }) => ({
    name,
    entries: entries.filter(({ operation }) => operation.tags.includes(name)),
  }));
  const contents = areas.map(
    ({ name, entries: own }) =>
      html`<h2>${name}</h2><ul>${own.map(
        ({ method, path, operation }) =>
          html`<li><a href="#${operation.operationId}"><b class="${method}">${method.toUpperCase()}</b> ${path.slice(3)}</a></li>`,
      )}</ul>`,
  );
  const body = html`<nav aria-label="Operations">${contents}<h2>More</h2><ul><li><a href="#schemas">Schemas</a></li>
    <li><a href="/docs/errors">Error codes</a></li><li><a href="/openapi.json">openapi.json</a></li></ul></nav>
    <main><header><h1>Tincture <i>API</i></h1><p>${withCode(document.info.description)}</p><p><small>Version ${document.info.version}</small></p></header>
    ${areas.map(({ name, entries: own }) => html`<section><h2>${name}</h2>${own.map(operationHtml)}</section>`)}
    <section id="schemas"><h2>Schemas</h2>${Object.entries(document.components.schemas).map(
      ([name, schema]) => html`<article id="schema-${name}"><h3>${name}</h3>${fieldsTable(schema)}</article>`,
    )}</section></main>`;
  return page('API reference', body);
}

function operationHtml({ method, path, operation }: Entry): SafeHtml {
  const { operationId, summary, description = '', parameters, requestBody, responses, security } = operation;
  return html`<article id="${operationId}"><h3><b class="${method}">${method.toUpperCase()}</b> <code>${path}</code></h3>
    <p>${withCode(`${summary}. ${description}`)}</p>
    ${security === undefined ? html`` : html`<p><small>Needs a key with the permission <code>${operation['x-permission']}</code>.</small></p>`}
    ${
      parameters.length === 0
        ? html``
        : html`<table><thead><tr><th>Parameter</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${parameters.map(
            ({ name, required, schema, description: about = '', in: place }) =>
              fieldRow(place === 'header' ? `${name}:` : name, { ...schema, description: about }, required),
          )}</tbody></table>`
    }
    ${Object.values(requestBody?.content ?? {}).map(({ schema }) => html`<h4>Body</h4>${fieldsTable(schema)}`)}
    <pre><code>${curl({ method, path, operation })}</code></pre>
    <table><thead><tr><th>Status</th><th>Answer</th><th></th></tr></thead><tbody>${Object.entries(responses).map(
      ([status, { description: about, content = {} }]) => html`<tr><td>${status}</td><td>${withCode(about)}</td>
        <td>${Object.values(content).map(({ schema }) => (schema.$ref === undefined ? html`` : schemaLink(schema.$ref)))}</td></tr>`,
    )}</tbody></table></article>`;
}

/** A request that works on the sample company. */
function curl({ method, path, operation }: Entry): string {
  const filled = operation.parameters
    .filter((parameter) => parameter.in === 'path' && parameter.example !== undefined)
    .reduce((address, { name, example = '' }) => address.replace(`{${name}}`, example), path);
  const query = operation.parameters.filter((parameter) => parameter.in === 'query' && parameter.example !== undefined);
  const search = new URLSearchParams(query.map(({ name, example = '' }) => [name, example])).toString();
  const headers = operation.parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => `${name}: …`);
  if (operation.security !== undefined) headers.push('authorization: Bearer …');
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type !== undefined) headers.push(`content-type: ${type}`);
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'http://localhost:8787${filled}${search === '' ? '' : `?${search}`}'`,
    ...headers.map((header) => `  -H '${header}'`),
    ...(body?.example === undefined ? [] : [`  -d '${JSON.stringify(body.example)}'`]),
  ].join(' \\\n');
}
