import { html, type SafeHtml } from '#modules/campaigns';
import type { DeliveredMail, MailSummary } from './local-mailbox.ts';

function page(title: string, body: SafeHtml): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title}</title><link rel="stylesheet" href="/dev/mails/mails.css"></head>
<body><main>${body}</main></body></html>`.markup;
}

function row(mail: MailSummary): SafeHtml {
  return html`<li><a href="/dev/mails/${mail.id}"><span class="subject">${mail.subject}</span>
    <span class="to">${mail.to}</span><time datetime="${mail.deliveredAt}">${readableTime(mail.deliveredAt)}</time></a></li>`;
}

const readableTime = (instant: string): string => instant.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');

/** The list of what was sent, the newest first. */
export function mailListPage(mails: readonly MailSummary[]): string {
  const list =
    mails.length === 0
      ? html`<p class="empty">No mail yet. Place an order in the shop; its confirmation arrives here within seconds.</p>`
      : html`<ol class="mails">${mails.map(row)}</ol>`;
  return page(
    'Local mails',
    html`<header><h1>Local mails</h1><p>Mails of this machine are kept here instead of being sent. <a href="/dev/mails">Look again</a></p></header>${list}`,
  );
}

/** One mail: its headers, the HTML in a frame that may run nothing, the text, and the bytes as they would travel. */
export function mailPage(id: string, mail: DeliveredMail): string {
  return page(
    mail.subject,
    html`<p><a href="/dev/mails">All mails</a></p><h1>${mail.subject}</h1>
    <dl><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to}</dd>
      <dt>Delivered</dt><dd><time datetime="${mail.deliveredAt}">${readableTime(mail.deliveredAt)}</time></dd>
      <dt>Message-ID</dt><dd class="code">${mail.messageId}</dd></dl>
    <iframe title="The mail as HTML" src="/dev/mails/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
    <h2>Text</h2><pre lang="${mail.language}">${mail.text}</pre>
    <p><a href="/dev/mails/${id}/raw">As it would travel (MIME)</a></p>`,
  );
}

export const missingPage = (): string =>
  page('No such mail', html`<h1>No such mail</h1><p><a href="/dev/mails">All mails</a></p>`);

export const stylesheet = `
:root { color-scheme: light dark; --paper: #fbf8f1; --ink: #1c2321; --quiet: #5c625c; --line: #d9d2c3; --act: #1f4d3a; }
@media (prefers-color-scheme: dark) { :root { --paper: #14201b; --ink: #ede8dc; --quiet: #b3b6aa; --line: #3a463f; --act: #a9cdb8; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Noto Sans Devanagari", sans-serif; }
main { max-width: 760px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font: 400 28px/1.2 Georgia, "Tiro Devanagari Hindi", serif; margin: 0 0 8px; }
h2 { font: 400 20px/1.3 Georgia, serif; margin: 32px 0 8px; }
a { color: var(--act); }
a:focus-visible { outline: 2px solid var(--act); outline-offset: 2px; }
.mails { list-style: none; margin: 24px 0; padding: 0; border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: 0 16px; padding: 12px 0; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; }
.mails a:hover .subject { text-decoration: underline; }
.subject { grid-column: 1 / -1; overflow-wrap: anywhere; }
.to, time, .empty, dt { color: var(--quiet); }
.to { overflow-wrap: anywhere; font-size: 13px; }
.mails time { font-size: 13px; }
time { font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; }
dd { margin: 0; overflow-wrap: anywhere; }
.code, pre { font: 13px/1.5 ui-monospace, monospace; }
iframe { width: 100%; height: 1180px; border: 1px solid var(--line); background: var(--paper); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-top: 1px solid var(--line); padding-top: 12px; }
`;
