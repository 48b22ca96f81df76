import type { FoundKey } from '#modules/identity';
import type { Actor } from '#platform/access/actor';
import { AppError } from '#platform/errors';
import { hashSecret, sameHash } from '#platform/ids';
import { refused, type VerifiedToken } from '../access/access-tokens.ts';
import { KEY_PREFIX } from '../access/api-keys.ts';
import { type Credential, credentialOf } from '../access/credential.ts';
import type { Gate, GateWorld } from '../access/gate.ts';
import type { WaitUntil } from '../access/shared-flight.ts';
import type { GatewayContext, Middleware } from '../gateway-context.ts';
import type { Route } from '../routing/define-route.ts';

export interface AuthenticateOptions {
  gate: Gate;
  worldOf: (c: GatewayContext) => GateWorld;
  /** The operation that a request is for, where there is one. */
  routeOf: (c: GatewayContext) => Route | undefined;
}

/** What came of a credential. */
interface Caller {
  actor: Actor;
  /** Only of a key. */
  key?: FoundKey;
}

const nobody: Caller = { actor: { kind: 'anonymous' } };

/**
 * Says who asks: a person by an access token or a cookie, a program by its key, the operator, or nobody. A credential that is
 * wrong is refused, so that it is noticed at once and never quietly served as a stranger.
 *
 * @example app.use('/v1/*', authenticate({ gate, worldOf, routeOf }));
 */
export function authenticate({ gate, worldOf, routeOf }: AuthenticateOptions): Middleware {
  return async (c, next) => {
    const caller = await callerOf(c, gate, worldOf, routeOf);
    c.set('actor', caller.actor);
    if (caller.key !== undefined) c.set('apiKey', caller.key);
    return next();
  };
}

async function callerOf(
  c: GatewayContext,
  gate: Gate,
  worldOf: AuthenticateOptions['worldOf'],
  routeOf: AuthenticateOptions['routeOf'],
): Promise<Caller> {
  const { headers } = c.req.raw;
  // Most requests bring neither, and need nothing of what follows.
  if (!headers.has('authorization') && !headers.has('cookie') && !headers.has('x-session')) return nobody;
  const route = headers.has('authorization') ? undefined : routeOf(c)?.spec;
  // The same for everybody: the cookies that a browser sends along decide nothing.
  if (route?.cache !== undefined) return nobody;
  const credential = credentialOf(c.req.raw, c.env.SHOP_URL);
  const waitUntil: WaitUntil = (work) => c.executionCtx.waitUntil(work);
  try {
    return await callerWith(credential, c, gate, worldOf(c), waitUntil);
  } catch (error) {
    // Whoever signs in or renews has often a cookie that has run out: that is why.
    const isWayIn = credential.kind === 'cookie' && route?.permission === 'identity.sign_in';
    if (isWayIn && error instanceof AppError && error.code === 'unauthenticated') return nobody;
    throw error;
  }
}

async function callerWith(
  { kind, ...given }: Credential & { secret?: string },
  c: GatewayContext,
  gate: Gate,
  world: GateWorld,
  waitUntil: WaitUntil,
): Promise<Caller> {
  const { secret } = given;
  if (kind === 'none' || secret === undefined) return nobody;
  if (kind === 'bearer' && secret.startsWith(KEY_PREFIX)) return programWith(secret, gate, world, waitUntil);
  if (kind === 'bearer' && (await isOperator(secret, c.env.OPERATOR_KEY))) return { actor: { kind: 'operator' } };
  const token = await gate.tokens.verify(secret, world.identity, waitUntil);
  await gate.revocations.freshen(() => world.objects.revocations(), waitUntil);
  return { actor: assertTrusted(token, gate) };
}

async function programWith(
  secret: string,
  { apiKeys, revocations }: Gate,
  world: GateWorld,
  waitUntil: WaitUntil,
): Promise<Caller> {
  await revocations.freshen(() => world.objects.revocations(), waitUntil);
  const key = await apiKeys.find(secret, world.records, ({ actor }, readAtMs) =>
    revocations.isRevoked(`person:${actor.ownerId}`, readAtMs),
  );
  if (key === undefined) throw refused('invalid', 'This key opens nothing: it is unknown, revoked or has run out.');
  if (revocations.isRevoked(`key:${key.actor.keyId}`, 0)) throw refused('ended', 'This key was revoked.');
  return { actor: key.actor, key };
}

function assertTrusted({ actor, issuedAtMs }: VerifiedToken, { revocations }: Gate): Actor {
  if (revocations.isRevoked(`session:${actor.sessionId}`, issuedAtMs)) {
    throw refused('ended', 'This session has ended. Sign in again.');
  }
  if (revocations.isRevoked(`person:${actor.personId}`, issuedAtMs)) {
    throw refused('expired', 'What you may do has changed. Renew the session.');
  }
  return actor;
}

/** Compares hashes of equal length, so that the time it takes tells nothing about the key. */
async function isOperator(given: string, operatorKey: string | undefined): Promise<boolean> {
  if (operatorKey === undefined || operatorKey === '') return false;
  const [hash, expected] = await Promise.all([hashSecret(given), hashSecret(operatorKey)]);
  return sameHash(hash, expected);
}
