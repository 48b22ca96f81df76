import type { FoundKey } from '#modules/identity';
import { personOf } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { withDeadline } from '#platform/deadline';
import { AppError } from '#platform/errors';
import { limitKeyOf } from '#platform/http/limit-key';
import type { Objects } from '#platform/objects';
import type { Quota, QuotaState } from '#platform/rate-limiter-door';
import type { RouteLimit } from '../routing/define-route.ts';

/** What a program may ask in a minute, by its plan. */
const keyPlans: Readonly<Record<FoundKey['plan'], Quota>> = {
  standard: { name: 'api-standard', limit: 600, windowSeconds: 60 },
  high: { name: 'api-high', limit: 6_000, windowSeconds: 60 },
};

/** A quota that cannot be asked was not kept. */
const ASK_MS = 3_000;

type Limiters = Pick<Objects, 'rateLimiter'>;

/** `ratelimit-*` headers: for programs that pace themselves, and for people who read why they were refused. */
export type QuotaHeaders = Readonly<Record<string, string>>;

/**
 * Counts a request against the quota of its operation, by the address or the account that it comes from. Whoever has none is
 * not counted. Throws `rate_limited`, and `unavailable` where it cannot be counted.
 */
export async function keepLimit(
  limit: RouteLimit | undefined,
  { actor, visitor, objects }: Pick<Permitted, 'actor' | 'visitor' | 'objects'>,
): Promise<QuotaHeaders> {
  if (limit === undefined) return {};
  const { by, ...quota } = limit;
  const whose = by === 'address' ? limitKeyOf(visitor.address) : personOf(actor);
  return typeof whose === 'string' ? take(`${quota.name}:${by}:${whose}`, quota, objects) : {};
}

/** Counts a request against the plan of the key that it came with. */
export const keepPlan = ({ actor, plan }: FoundKey, objects: Limiters): Promise<QuotaHeaders> =>
  take(`api:key:${actor.keyId}`, keyPlans[plan], objects);

async function take(subject: string, quota: Quota, objects: Limiters): Promise<QuotaHeaders> {
  const state = await withDeadline(objects.rateLimiter(subject).take(quota), ASK_MS).catch((cause: unknown) => {
    throw new AppError('unavailable', 'It cannot be counted how often you have asked.', {
      retryAfterSeconds: 2,
      cause,
    });
  });
  if (state.isAllowed) return quotaHeaders(quota, state);
  throw new AppError('rate_limited', `At most ${quota.limit} in ${quota.windowSeconds} seconds.`, {
    retryAfterSeconds: state.resetSeconds,
    extensions: { quota: { ...quota, resetSeconds: state.resetSeconds } },
  });
}

function quotaHeaders({ name, limit, windowSeconds }: Quota, { remaining, resetSeconds }: QuotaState): QuotaHeaders {
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds),
    'ratelimit-policy': `"${name}";q=${limit};w=${windowSeconds}`,
  };
}

/** The same for a refusal, out of what it says about its quota. */
export function spentQuotaHeaders({ extensions }: AppError): QuotaHeaders {
  const { quota } = extensions as { quota?: Quota & { resetSeconds: number } };
  if (quota === undefined) return {};
  return quotaHeaders(quota, { isAllowed: false, remaining: 0, resetSeconds: quota.resetSeconds });
}
