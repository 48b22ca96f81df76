import { appPermissions } from '#platform/access/app-permissions';
import { AppError } from '#platform/errors';
import { describeError, log } from '#platform/log';
import type { IdentityContext, OpenIdentity } from '../identity-context.ts';
import { authorize } from './authorize.ts';
import { answerJson, answerRefusal, OauthError } from './oauth-error.ts';
import { introspect, revokeToken } from './revoke.ts';
import { token } from './token.ts';

/** What is read of a form: more than any of ours needs. */
const MAX_FORM_LENGTH = 10_000;

type FormVerb = (ctx: IdentityContext, request: Request, form: URLSearchParams) => Promise<Response>;
const formVerbs: Readonly<Record<string, FormVerb | undefined>> = {
  '/oauth2/token': token,
  '/oauth2/revoke': revokeToken,
  '/oauth2/introspect': introspect,
};

/** The addresses of OAuth 2.1. Undefined for any other one. */
export async function answerProvider(open: OpenIdentity, request: Request): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  const verb = formVerbs[pathname];
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (verb === undefined && !(isRead && readPaths.has(pathname))) return undefined;
  const ctx = open(visitorOf(request));
  try {
    if (verb !== undefined) return await verb(ctx, request, await formOf(request));
    return pathname === '/oauth2/authorize' ? await authorize(ctx, request) : describeServer(ctx);
  } catch (error) {
    if (error instanceof OauthError) return answerRefusal(error);
    const isForeseen = error instanceof AppError && error.code === 'unavailable';
    if (!isForeseen) log('error', 'The OAuth provider failed', { requestId: ctx.requestId, ...describeError(error) });
    return isForeseen
      ? answerRefusal(new OauthError('temporarily_unavailable', 'Try again in a moment.', 503))
      : answerRefusal(new OauthError('server_error', `Something went wrong here. Request ${ctx.requestId}.`, 500));
  }
}

const readPaths: ReadonlySet<string> = new Set(['/oauth2/authorize', '/.well-known/oauth-authorization-server']);

const visitorOf = ({ headers }: Request) => ({
  address: headers.get('cf-connecting-ip') ?? '',
  userAgent: (headers.get('user-agent') ?? '').slice(0, 500),
  place: '',
});

/** The parameters of a form; each one once (RFC 6749, 3.2). Nothing is ever read from the address. */
async function formOf(request: Request): Promise<URLSearchParams> {
  if (request.method !== 'POST') throw new OauthError('invalid_request', 'Only POST is answered here.', 405);
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new OauthError('invalid_request', 'The body must be a form: application/x-www-form-urlencoded.', 415);
  }
  const text = await request.text();
  if (text.length > MAX_FORM_LENGTH) throw new OauthError('invalid_request', 'The form is too long.', 413);
  const form = new URLSearchParams(text);
  for (const name of new Set(form.keys())) {
    if (form.getAll(name).length > 1) throw new OauthError('invalid_request', 'A parameter is given more than once.');
  }
  return form;
}

const SERVER_KEPT_SECONDS = 3600;

/** RFC 8414: what an app needs to know of this server, for its library to read. */
function describeServer({ shop: { url } }: IdentityContext): Response {
  const methods = ['client_secret_basic', 'client_secret_post'];
  const body = {
    issuer: url,
    authorization_endpoint: `${url}/oauth2/authorize`,
    token_endpoint: `${url}/oauth2/token`,
    revocation_endpoint: `${url}/oauth2/revoke`,
    introspection_endpoint: `${url}/oauth2/introspect`,
    jwks_uri: `${url}/.well-known/jwks.json`,
    scopes_supported: appPermissions,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: [...methods, 'none'],
    revocation_endpoint_auth_methods_supported: [...methods, 'none'],
    introspection_endpoint_auth_methods_supported: methods,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
  const answer = answerJson(body);
  answer.headers.set('cache-control', `public, max-age=${SERVER_KEPT_SECONDS}`);
  answer.headers.delete('pragma');
  return answer;
}
