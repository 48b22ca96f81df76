import type { IdentityDoor } from '#platform/identity-door';

/** Long enough to spare calls; whoever meets a key that is not in the list asks again. */
const KEYS_KEPT_SECONDS = 300;

const nothingHere = (): Response => new Response('There is nothing here.', { status: 404 });

/** What this Worker answers over HTTP: the gateway forwards to it, the world does not reach it. */
export async function answerHttp(
  request: Request,
  door: Pick<IdentityDoor, 'jwks'>,
  provider: (request: Request) => Promise<Response | undefined>,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method === 'GET' && pathname === '/.well-known/jwks.json') {
    const headers = { 'cache-control': `public, max-age=${KEYS_KEPT_SECONDS}` };
    return Response.json(await door.jwks(), { headers });
  }
  return (await provider(request)) ?? nothingHere();
}
