import { AppError } from '#platform/errors';
import type { OwnSession } from '#platform/identity-door';
import { readOwn } from '../accounts/read-account.ts';
import type { IdentityContext } from '../identity-context.ts';
import { readAccessToken } from './read-access-token.ts';

/**
 * Whose session the browser brings, from the cookie that the gateway set. Undefined for nobody, for a session that has
 * ended and for a token of an app.
 */
export async function ownSessionOf(ctx: IdentityContext, request: Request): Promise<OwnSession | undefined> {
  const token = cookieOf(request.headers.get('cookie') ?? '', cookieName(ctx));
  const read = token === undefined ? undefined : await readAccessToken(ctx, token);
  if (read === undefined || read.clientId !== null) return undefined;
  const own = { personId: read.personId, sessionId: read.sessionId };
  try {
    await readOwn(ctx, own);
    return own;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return undefined;
    throw error;
  }
}

/** As the gateway names it: with the prefix wherever the shop is reached over TLS. */
const cookieName = ({ shop }: IdentityContext): string =>
  shop.url.startsWith('https:') ? '__Host-tincture-access' : 'tincture-access';

function cookieOf(header: string, name: string): string | undefined {
  const found = header.split(';').flatMap((pair) => {
    const [key, ...value] = pair.trim().split('=');
    return key === name ? [value.join('=')] : [];
  });
  // Two of one name: somebody planted one of them.
  return found.length === 1 ? found[0] : undefined;
}
