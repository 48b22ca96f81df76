/** Our own page for a request that must not be answered at the app's address. Words of ours only: nothing of the request. */
export const refusalPage = (words: string): Response =>
  new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>This app cannot be let in</title>
<h1>This app cannot be let in</h1><p>${words}</p><p>Go back to the app and tell its makers. Nothing was given to it.</p></html>`,
    {
      status: 400,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      },
    },
  );
