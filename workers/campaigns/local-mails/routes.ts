import { Router } from 'itty-router';
import { listLocalMails, type MailBucket, readLocalMail } from './local-mailbox.ts';
import { mailListPage, mailPage, missingPage, stylesheet } from './pages.ts';

const pagePolicy = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";
/** A mail brings its own style and may load or run nothing; its links open in a tab of their own. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

function answer(body: string, contentType: string, policy: string, status = 200): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': `${contentType}; charset=utf-8`,
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

const page = (body: string, status = 200): Response => answer(body, 'text/html', pagePolicy, status);

/** The pages below /dev/mails, for a shop that keeps its mails on its own machine. */
export function localMailRoutes(bucket: MailBucket) {
  const router = Router({ base: '/dev/mails' });
  const withMail = (show: (id: string, mail: NonNullable<Awaited<ReturnType<typeof readLocalMail>>>) => Response) => {
    return async ({ params }: { params: Record<string, string | undefined> }) => {
      const id = params.id ?? '';
      const mail = await readLocalMail(bucket, id);
      return mail === undefined ? page(missingPage(), 404) : show(id, mail);
    };
  };
  router
    .get('/mails.css', () => answer(stylesheet, 'text/css', pagePolicy))
    .get('/', async () => page(mailListPage(await listLocalMails(bucket))))
    .get(
      '/:id/html',
      withMail((_, { html }) =>
        answer(html.replace('<head>', '<head><base target="_blank">'), 'text/html', mailPolicy),
      ),
    )
    .get(
      '/:id/raw',
      withMail((_, { raw }) => answer(raw, 'text/plain', pagePolicy)),
    )
    .get(
      '/:id',
      withMail((id, mail) => page(mailPage(id, mail))),
    )
    .all('*', () => page(missingPage(), 404));
  return router;
}
