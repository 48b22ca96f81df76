import { html, type SafeHtml } from '#modules/campaigns';

export const stylePath = '/docs/style.css';

/** The frame of a page of documentation. */
export function page(title: string, body: SafeHtml): string {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} · Tincture</title>
    <meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
    <link rel="stylesheet" href="${stylePath}"></head><body>${body}</body></html>`.markup;
}

/** Set like a good label: paper, ink, fine rules, one accent. */
export const styleSheet = `
:root{--paper:#fbf8f1;--ink:#1c2321;--quiet:#5b625e;--line:#d9d2c3;--green:#1f4d3a;--amber:#8f4a0f;--red:#9b2c2c;--wash:#f3eee2}
@media(prefers-color-scheme:dark){:root{--paper:#141a17;--ink:#ebe6d9;--quiet:#a5aaa2;--line:#36403a;--green:#8fc7a9;--amber:#e0a468;--red:#e59a9a;--wash:#1c2420}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:24px}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 'Instrument Sans',system-ui,sans-serif;display:grid;grid-template-columns:280px minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:32px 20px;border-right:1px solid var(--line);font-size:14px}
nav h2{font-size:13px;margin:20px 0 4px;color:var(--quiet)}
nav ul{list-style:none;margin:0;padding:0}
nav a{display:block;padding:4px 0;color:var(--ink);text-decoration:none;overflow-wrap:anywhere}
main{padding:48px 40px 96px;max-width:940px}
h1,main h2{font-family:Fraunces,'Iowan Old Style',Palatino,Georgia,serif;font-weight:500;line-height:1.15}
h1{font-size:44px;margin:0 0 12px}
main h2{font-size:28px;margin:64px 0 0;padding-bottom:8px;border-bottom:1px solid var(--ink)}
h3{font-size:17px;margin:0 0 8px;overflow-wrap:anywhere}
h4{font-size:14px;margin:20px 0 0;color:var(--quiet)}
article{padding:28px 0;border-bottom:1px solid var(--line)}
p{margin:8px 0;max-width:68ch}
small{color:var(--quiet);font-size:13px;font-weight:400}
a{color:var(--green);text-underline-offset:3px}
a:focus-visible{outline:2px solid var(--amber);outline-offset:2px}
b.get{color:var(--green)}b.post,b.put,b.patch{color:var(--amber)}b.delete{color:var(--red)}
nav b{display:inline-block;width:52px;font-size:11px}
table{width:100%;border-collapse:collapse;margin:12px 0;font-size:14px;font-variant-numeric:tabular-nums}
th{text-align:left;font-weight:500;color:var(--quiet);border-bottom:1px solid var(--line);padding:4px 12px 4px 0}
td{vertical-align:top;border-bottom:1px solid var(--line);padding:6px 12px 6px 0;overflow-wrap:anywhere}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{background:var(--wash);border-left:2px solid var(--green);padding:12px 16px;overflow:auto;margin:16px 0}
@media(max-width:800px){body{display:flex;flex-direction:column}nav{order:2;position:static;height:auto;border:0;border-top:1px solid var(--line)}main{width:100%}main{padding:32px 20px}h1{font-size:34px}table{display:block;overflow-x:auto}}
`;
