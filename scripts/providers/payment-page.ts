import type { Answer } from './provider-server.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const html = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

const rupees = (paise: number): string =>
  (paise / 100).toLocaleString('en-IN', { style: 'currency', currency: 'INR', minimumFractionDigits: 2 });

export interface PaymentPage {
  provider: string;
  amountPaise: number;
  description: string;
  /** Above the buttons: why the page is shown again, or that it is over. */
  notice?: string;
  /** Whether there is still something to pay. */
  isOpen: boolean;
}

/** The provider's own page, as a form without JavaScript: pays, fails or goes back, without any card. */
export function paymentPage({ provider, amountPaise, description, notice, isOpen }: PaymentPage, status = 200): Answer {
  const buttons = isOpen
    ? `<form method="post">
<button name="action" value="pay" class="pay">Pay ${html(rupees(amountPaise))}</button>
<button name="action" value="fail">Let it fail</button>
<button name="action" value="cancel">Cancel and go back</button>
</form>`
    : '';
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${html(provider)} test mode</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:10vh auto;padding:0 1rem;color:#1c1917;background:#fff}
.mode{display:inline-block;background:#fde68a;border-radius:.25rem;padding:.1rem .5rem;font-size:.875rem}
.amount{font-size:2rem;font-weight:600;margin:.5rem 0 0}
form{display:grid;gap:.75rem;margin-top:1.5rem}
button{font:inherit;min-height:2.75rem;border:1px solid #57534e;border-radius:.375rem;background:#fff;cursor:pointer}
button.pay{background:#14532d;border-color:#14532d;color:#fff;font-weight:600}
.notice{border-left:.25rem solid #b91c1c;padding-left:.75rem}
</style></head><body><main>
<p class="mode">Test mode: no money moves</p>
<h1>${html(provider)}</h1>
<p>${html(description)}</p>
<p class="amount">${html(rupees(amountPaise))}</p>
${notice === undefined ? '' : `<p class="notice" role="status">${html(notice)}</p>`}
${buttons}
</main></body></html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  };
  return { status, headers, body };
}
