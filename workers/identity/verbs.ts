import { nobody } from '#platform/context';
import { fail, type Result } from '#platform/errors';
import type { IdentityDoor } from '#platform/identity-door';
import type { OpenIdentity } from './identity-context.ts';

const notYet = async (): Promise<Result<never>> => fail('unavailable', 'This cannot be done yet.');

/** Every method of the door, as a verb over a context of its own. */
export function identityDoor(open: OpenIdentity): IdentityDoor {
  const verbs: Partial<IdentityDoor> = {
    async jwks() {
      const ctx = open(nobody);
      return { keys: await ctx.signingKeys.publicKeys(ctx) };
    },
  };
  return new Proxy(verbs as IdentityDoor, { get: (target, name) => Reflect.get(target, name) ?? notYet });
}
