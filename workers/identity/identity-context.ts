import type { Permitted, Visitor } from '#platform/context';
import type { Objects } from '#platform/objects';
import type { OutsideProvider } from './outside/providers.ts';
import type { SecretBox } from './secrets/secret-box.ts';
import type { SigningKeys } from './tokens/signing-keys.ts';

/**
 * What the verbs of this Worker work with. It acts for the platform itself, above row-level security: each verb asks for
 * its own proof of who somebody is.
 */
export interface IdentityContext
  extends Pick<Permitted, 'actor' | 'visitor' | 'clock' | 'ids' | 'requestId' | 'db' | 'personal' | 'shop'> {
  objects: Pick<Objects, 'revocations' | 'rateLimiter' | 'outboxRelay'>;
  /** Seals under AUTH_SECRET what only this Worker may read. */
  box: SecretBox;
  signingKeys: SigningKeys;
  /** Where people may have accounts that they sign in with. */
  outside: readonly OutsideProvider[];
}

export type OpenIdentity = (visitor: Visitor) => IdentityContext;
