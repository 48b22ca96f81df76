import type { Database } from '#db/client';
import type { Clock } from '#platform/clock';
import type { IdentityDoor } from '#platform/identity-door';
import type { Objects } from '#platform/objects';
import { AccessKeys } from './access-keys.ts';
import { AccessTokens } from './access-tokens.ts';
import { ApiKeys } from './api-keys.ts';
import { RevocationList } from './revocation-list.ts';

/** What deciding who asks may reach, before anybody is known. */
export interface GateWorld {
  /** Above row-level security. */
  records: Database;
  identity: Pick<IdentityDoor, 'jwks'>;
  objects: Pick<Objects, 'revocations' | 'rateLimiter'>;
}

/** What an isolate knows about who may ask: nothing in it needs a call at every request. */
export interface Gate {
  tokens: AccessTokens;
  apiKeys: ApiKeys;
  revocations: RevocationList;
}

export function openGate(clock: Clock): Gate {
  return {
    tokens: new AccessTokens(clock, new AccessKeys(clock)),
    apiKeys: new ApiKeys(clock),
    revocations: new RevocationList(clock),
  };
}
