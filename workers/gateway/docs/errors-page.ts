import { html } from '#modules/campaigns';
import { errorTable } from '#platform/errors';
import { errorCodes, errorExplanations } from './error-explanations.ts';
import { page } from './page.ts';

/** What every code of a problem means and what to do about it. */
export function errorsPage(): string {
  const body = html`<nav aria-label="Codes"><h2>Codes</h2><ul>${errorCodes.map(
    (code) => html`<li><a href="#${code}">${code}</a></li>`,
  )}</ul><h2>More</h2><ul><li><a href="/docs">API reference</a></li></ul></nav>
    <main><header><h1>Error <i>codes</i></h1><p>Every refusal is a problem (RFC 9457) with one of these codes. The list is closed: a program may
    rely on it.</p></header>${errorCodes.map((code) => {
      const { status, title, retryable } = errorTable[code];
      const { cause, remedy } = errorExplanations[code];
      return html`<article id="${code}"><h3><code>${code}</code> <small>${status}</small></h3><p><b>${title}.</b> ${cause}</p><p>${remedy}</p>
        <p><small>${retryable ? 'The same request may succeed later.' : 'The same request will be refused again.'}</small></p></article>`;
    })}</main>`;
  return page('Error codes', body);
}
