import type { z } from 'zod';
import type { Clock } from '#platform/clock';
import { fail, type Result, succeed } from '#platform/errors';
import { log } from '#platform/log';

export type ProviderFetch = (url: string, init: RequestInit) => Promise<Response>;

/** A provider as its client reaches it. The headers carry its secret: they are never logged. */
export interface ProviderLine {
  name: 'stripe' | 'razorpay';
  url: string;
  headers: Readonly<Record<string, string>>;
  fetch: ProviderFetch;
  clock: Clock;
}

export interface Question<T> {
  method: 'GET' | 'POST';
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: { contentType: string; text: string };
  answer: z.ZodType<T>;
}

/** A buyer waits for it, and the object that asks must not be held for longer. */
const DEADLINE_MS = 20_000;
const TRY_MS = 8_000;
/** One lost packet and one restart of theirs; whoever asks comes back later anyway. */
const MAX_TRIES = 3;
const FIRST_PAUSE_MS = 200;
/** An answer holds one payment or a page of refunds. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Codes that say nothing about the question: the same one may be answered a moment later. */
const isPassing = (status: number): boolean => status === 409 || status === 425 || status === 429 || status >= 500;

type Reply = { kind: 'answer'; status: number; body: unknown } | { kind: 'silence'; reason: string };

/**
 * Asks a provider, again with growing pauses while it does not answer, until a deadline. Every question must bear repeating.
 * Fails with `unavailable` when nobody answers or the answer makes no sense, `not_found`, and `conflict` for what it refuses
 * (`extensions.providerCode`).
 */
export async function askProvider<T>(line: ProviderLine, question: Question<T>): Promise<Result<T>> {
  const endsAtMs = line.clock.now().getTime() + DEADLINE_MS;
  let reason = '';
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const leftMs = endsAtMs - line.clock.now().getTime();
    if (leftMs <= 0) break;
    const reply = await askOnce(line, question, Math.min(TRY_MS, leftMs));
    if (reply.kind === 'answer' && !isPassing(reply.status)) return judge(line, question, reply);
    reason = reply.kind === 'answer' ? `status ${reply.status}` : reply.reason;
    if (tries < MAX_TRIES) await pause(FIRST_PAUSE_MS * 4 ** (tries - 1));
  }
  log('warn', 'A payment provider does not answer', { provider: line.name, path: question.path, reason });
  return fail('unavailable', 'The payment provider does not answer. Try again in a moment.', { retryAfterSeconds: 5 });
}

async function askOnce<T>(line: ProviderLine, question: Question<T>, withinMs: number): Promise<Reply> {
  // Not AbortSignal.timeout: its timer would outlive the answer.
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), withinMs);
  try {
    const { method, path, headers, body } = question;
    const response = await line.fetch(`${line.url}${path}`, {
      method,
      headers: { ...line.headers, ...headers, ...(body && { 'content-type': body.contentType }) },
      ...(body && { body: body.text }),
      // A redirect would carry the secret to somebody else.
      redirect: 'manual',
      signal: giveUp.signal,
    });
    const text = await response.text();
    if (text.length > MAX_ANSWER_BYTES) return { kind: 'silence', reason: 'the answer is too long' };
    return { kind: 'answer', status: response.status, body: jsonOf(text) };
  } catch (error) {
    return { kind: 'silence', reason: error instanceof Error ? error.name : 'unknown' };
  } finally {
    clearTimeout(timer);
  }
}

function judge<T>(
  { name }: ProviderLine,
  { answer, path }: Question<T>,
  { status, body }: { status: number; body: unknown },
): Result<T> {
  if (status >= 200 && status < 300) {
    const read = answer.safeParse(body);
    if (read.success) return succeed(read.data);
    const wrong = read.error.issues.map((issue) => issue.path.join('.'));
    log('error', 'A payment provider answers what we do not understand', { provider: name, path, wrong });
    return fail('unavailable', 'The payment provider gave an answer that we do not understand.');
  }
  const providerCode = codeOf(body);
  log('warn', 'A payment provider refuses', { provider: name, path, status, providerCode });
  if (status === 404) return fail('not_found', 'The payment provider does not know this payment.');
  if (status === 400 || status === 402 || status === 422) {
    return fail('conflict', 'The payment provider refuses this.', { extensions: { providerCode } });
  }
  return fail('unavailable', 'The payment provider does not serve us at present.');
}

/** How the provider names its refusal: a word of its own list, never its text, which may repeat what was sent. */
function codeOf(body: unknown): string {
  const error = (body as { error?: { code?: unknown; type?: unknown } } | null)?.error;
  const code = error?.code ?? error?.type;
  return typeof code === 'string' && /^[\w.-]{1,80}$/.test(code) ? code : 'unknown';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const WHOLE_NAME = /^[\w-]{1,100}$/;

/** An id of a provider as part of an address: theirs are letters, digits, `_` and `-`, so anything else is nobody's. */
export const inPath = (id: string): string => (WHOLE_NAME.test(id) ? id : 'unknown');
