import { openDatabase } from '#db/client';
import { systemClock } from '#platform/clock';
import { fail, type Result } from '#platform/errors';
import type { IdentityDoor } from '#platform/identity-door';
import { randomIds } from '#platform/ids';
import { log } from '#platform/log';
import { boundObjects, type ObjectBindings } from '#platform/object-bindings';
import { openPersonalData } from '#platform/personal-keys';
import type { IdentityEnv } from './env.ts';
import type { IdentityContext, OpenIdentity } from './identity-context.ts';
import { readProviders } from './outside/providers.ts';
import { answerProvider } from './provider/provider-http.ts';
import { secretBox } from './secrets/secret-box.ts';
import { readSettings, type Settings } from './settings.ts';
import { keyRing } from './tokens/signing-keys.ts';
import { identityDoor } from './verbs.ts';

/** Of this isolate: what the variables say, read once, and the signing keys. */
let isolate: { door: IdentityDoor; open?: OpenIdentity } | undefined;

/** The verbs over the real world; while a variable is missing or weak, every one of them answers `unavailable`. */
export const doorOf = (env: IdentityEnv): IdentityDoor => isolateOf(env).door;

/** The addresses of OAuth; undefined for any other one. */
export async function answerOauth(env: IdentityEnv, request: Request): Promise<Response | undefined> {
  const { open } = isolateOf(env);
  return open === undefined
    ? new Response('Signing in is not set up.', { status: 503 })
    : answerProvider(open, request);
}

function isolateOf(env: IdentityEnv): NonNullable<typeof isolate> {
  if (isolate !== undefined) return isolate;
  const read = readSettings(env);
  if (!read.ok) log('error', 'Identity cannot run before its variables are set', { problems: read.problems });
  if (!read.ok) {
    isolate = { door: closedDoor };
    return isolate;
  }
  const open = openIdentity(env, read.settings);
  isolate = { door: identityDoor(open), open };
  return isolate;
}

function openIdentity(env: IdentityEnv, settings: Settings): OpenIdentity {
  const shared: Pick<IdentityContext, 'shop' | 'outside' | 'box' | 'signingKeys' | 'clock' | 'ids' | 'personal'> = {
    shop: { name: settings.shopName, url: settings.shopUrl },
    outside: readProviders(env as unknown as Record<string, unknown>),
    box: secretBox(settings.authSecret),
    signingKeys: keyRing(),
    clock: systemClock,
    ids: randomIds,
    personal: openPersonalData(env.PERSONAL_KEYS),
  };
  return (visitor) => ({
    ...shared,
    actor: { kind: 'system', name: 'identity' },
    visitor,
    requestId: randomIds.next(),
    db: openDatabase({ url: env.DATABASE_URL, localEndpoint: env.NEON_LOCAL }),
    objects: boundObjects(env as IdentityEnv & ObjectBindings),
  });
}

const closed = async (): Promise<Result<never>> =>
  fail('unavailable', 'Signing in is not set up: the log of the identity Worker names what is missing.');

/** A failure, not an empty list: nobody may keep that as the keys that there are. */
const noKeys = async (): Promise<never> => {
  throw new Error('Signing in is not set up');
};

const closedDoor = new Proxy({} as IdentityDoor, {
  get: (_, name) => (name === 'jwks' ? noKeys : closed),
});
