import type { Permitted } from '#platform/context';
import { describeError, log } from '#platform/log';
import { judgeTarget } from '../judge-target.ts';
import { isPublicAddress } from '../public-addresses.ts';
import { signedHeaders } from '../signing.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { sendTimeoutMs } from './retry-plan.ts';

/** More of an answer is not read: only its status counts. */
const MAX_ANSWER_BYTES = 1_024;

/** The world outside, as the sender needs it. */
export interface Network {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** All addresses of a host name, as text. Throws when they cannot be found out. */
  resolveHost(hostname: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Whether endpoints may be on this machine. */
  localTargets: boolean;
}

/** How one try ended. */
export interface Answer {
  /** HTTP; null when no answer came. */
  status: number | null;
  /** Null when it was taken. */
  failure: string | null;
}

class Refused extends Error {}

/** Sends a delivery once. Never throws: whatever goes wrong is an answer. */
export async function postDelivery(
  ctx: Pick<Permitted, 'clock' | 'personal'>,
  network: Network,
  delivery: ClaimedDelivery,
): Promise<Answer> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), sendTimeoutMs);
  try {
    await checkTarget(network, delivery.url, giveUp.signal);
    const at = ctx.clock.now();
    const secrets = await openSecrets(ctx, delivery, at);
    const answer = await network.fetch(delivery.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Tincture-Webhooks/1',
        ...signedHeaders(delivery.id, at, delivery.body, secrets),
      },
      body: delivery.body,
      redirect: 'manual',
      signal: giveUp.signal,
    });
    await discard(answer);
    return { status: answer.status, failure: failureOf(answer.status) };
  } catch (error) {
    if (error instanceof Refused) return { status: null, failure: error.message };
    if (giveUp.signal.aborted) return { status: null, failure: `No answer within ${sendTimeoutMs / 1000} seconds` };
    log('info', 'A webhook could not be sent', { deliveryId: delivery.id, ...describeError(error) });
    return { status: null, failure: 'The connection failed' };
  } finally {
    clearTimeout(timer);
  }
}

/** Looked up at every try: a name may lead elsewhere today (DNS rebinding). */
async function checkTarget(network: Network, url: string, signal: AbortSignal): Promise<void> {
  const target = judgeTarget(url, network);
  if (!target.ok) throw new Refused(`The address is not allowed: ${target.reason}`);
  if (target.isLocal) return;
  const addresses = await network.resolveHost(target.hostname, signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    log('info', 'A host of a webhook was not found', describeError(error));
    throw new Refused('The name of the host could not be looked up');
  });
  if (addresses.length === 0) throw new Refused('The host has no address');
  if (!addresses.every(isPublicAddress)) throw new Refused('The host is not on the public internet');
}

async function openSecrets(
  ctx: Pick<Permitted, 'personal'>,
  { secret, previousSecret, previousSecretUntil }: ClaimedDelivery,
  at: Date,
): Promise<string[]> {
  const isChanging = previousSecretUntil !== null && at.getTime() < new Date(previousSecretUntil).getTime();
  const sealed = previousSecret !== null && isChanging ? [secret, previousSecret] : [secret];
  return Promise.all(sealed.map((value) => ctx.personal.open('webhook_endpoints.secret', value)));
}

function failureOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `HTTP ${status}: redirects are not followed`;
  return `HTTP ${status}`;
}

/** Reads the little that may be read, so that the connection can be used again, and drops the rest. */
async function discard(answer: Response): Promise<void> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return;
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    bytes += value.byteLength;
    if (bytes > MAX_ANSWER_BYTES) return reader.cancel();
  }
}
