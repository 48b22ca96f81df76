import { nobody } from '#platform/context';
import { fail, type Result } from '#platform/errors';
import type { IdentityDoor } from '#platform/identity-door';
import { describeAccount } from './accounts/describe-account.ts';
import { eraseAccount } from './accounts/erase-account.ts';
import { answer } from './answer.ts';
import type { OpenIdentity } from './identity-context.ts';

const notYet = async (): Promise<Result<never>> => fail('unavailable', 'This cannot be done yet.');

/** Every method of the door, as a verb over a context of its own. */
export function identityDoor(open: OpenIdentity): IdentityDoor {
  const verbs: Partial<IdentityDoor> = {
    describeAccount(personId) {
      const ctx = open(nobody);
      return answer(ctx.requestId, () => describeAccount(ctx, personId));
    },
    eraseAccount(personId, asked) {
      const ctx = open(nobody);
      return answer(ctx.requestId, () => eraseAccount(ctx, personId, asked));
    },
    async jwks() {
      const ctx = open(nobody);
      return { keys: await ctx.signingKeys.publicKeys(ctx) };
    },
  };
  return new Proxy(verbs as IdentityDoor, { get: (target, name) => Reflect.get(target, name) ?? notYet });
}
