import type { OwnSession } from '#platform/identity-door';
import type { IdentityContext } from '../identity-context.ts';
import { issueProof } from '../secrets/proofs.ts';
import { type AuthorizationRequest, answerAddress, readAsked, readDestination } from './authorization-request.ts';
import { consentedTo, draftCode } from './codes.ts';
import { OauthError } from './oauth-error.ts';
import { ownSessionOf } from './own-session-of.ts';
import { refusalPage } from './refusal-page.ts';

/**
 * GET /oauth2/authorize: sends the browser to sign in, to the page that asks for consent, or back to the app with a code. An
 * app or an address that is wrong is told to the person only: nothing is sent to an address that was not registered.
 */
export async function authorize(ctx: IdentityContext, request: Request): Promise<Response> {
  const { pathname, search, searchParams } = new URL(request.url);
  let destination: Awaited<ReturnType<typeof readDestination>>;
  try {
    destination = await readDestination(ctx, searchParams);
  } catch (error) {
    if (error instanceof OauthError) return refusalPage(error.message);
    throw error;
  }
  const { client, redirectUri } = destination;
  try {
    const asked = readAsked(client, redirectUri, searchParams);
    const own = await ownSessionOf(ctx, request);
    const prompt = searchParams.get('prompt');
    if (own === undefined) {
      if (prompt === 'none') throw new OauthError('login_required', 'Nobody is signed in.');
      return goTo(`${ctx.shop.url}/sign-in?next=${encodeURIComponent(pathname + search)}`);
    }
    return goTo(await nextStep(ctx, own, asked, prompt));
  } catch (error) {
    if (!(error instanceof OauthError)) throw error;
    const state = searchParams.getAll('state').length === 1 ? searchParams.get('state') : null;
    const told = { error: error.code, error_description: error.message };
    return goTo(answerAddress(ctx, { redirectUri, state }, told));
  }
}

async function nextStep(
  ctx: IdentityContext,
  own: OwnSession,
  asked: AuthorizationRequest,
  prompt: string | null,
): Promise<string> {
  const allowed = await consentedTo(ctx, own.personId, asked.clientId);
  const isAllowed = asked.permissions.every((permission) => allowed.includes(permission));
  // On a person's own machine any program may stand at the address: the person is asked every time (RFC 8252, 8.6).
  const isLoopback = asked.redirectUri.startsWith('http:');
  if (isAllowed && !isLoopback && prompt !== 'consent') {
    const { statements, redirectTo } = await draftCode(ctx, own, asked);
    await ctx.db.batch(statements);
    return redirectTo;
  }
  if (prompt === 'none') throw new OauthError('consent_required', 'The person has not allowed this yet.');
  const { personId } = own;
  const proof = await issueProof(ctx, { purpose: 'app_request', personId, emailIndex: null, data: asked });
  await ctx.db.batch(proof.statements);
  return `${ctx.shop.url}/consent?request=${proof.secret}`;
}

const goTo = (location: string): Response =>
  new Response(null, {
    status: 303,
    headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  });
