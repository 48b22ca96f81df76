import * as z from 'zod';
import { type BookedParcels, type ParcelDemand, type ParcelEvent, parcelStatuses } from '#platform/carriers-door';
import { fail, type Result, succeed } from '#platform/errors';

export type CarrierFetch = (url: string, init: RequestInit) => Promise<Response>;

/** A carrier as its client reaches it. */
export interface CarrierLine {
  name: string;
  /** Without a slash at the end. */
  url: string;
  key: string;
  fetch: CarrierFetch;
}

/** Staff stand at the packing table: after this they ask again. */
const DEADLINE_MS = 10_000;
/** A label is a page; a consignment's history some dozens of lines. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
const MAX_EVENTS = 500;
const MAX_TEXT = 200;

const Booked = z.object({
  reference: z.string().min(1).max(MAX_TEXT),
  trackingNumber: z.string().min(1).max(MAX_TEXT),
  trackingUrl: z
    .url({ protocol: /^https?$/ })
    .max(MAX_TEXT)
    .nullable(),
});
const Tracked = z.object({
  events: z
    .array(z.object({ id: z.string().min(1).max(MAX_TEXT), status: z.enum(parcelStatuses), at: z.iso.datetime() }))
    .max(MAX_EVENTS),
});

const silent = (): Result<never> =>
  fail('unavailable', 'The carrier does not answer. Try again in a moment.', { retryAfterSeconds: 5 });

/** Books once a shipment id: the carrier answers the same booking to the same key. */
export async function bookAt(line: CarrierLine, demand: ParcelDemand): Promise<Result<BookedParcels>> {
  const { shipmentId, ...consignment } = demand;
  const answer = await ask(line, 'POST', '/v1/bookings', { 'idempotency-key': shipmentId }, consignment);
  if (!answer.ok) return answer;
  const booked = Booked.safeParse(jsonOf(answer.value.body));
  if (!booked.success) return silent();
  const { reference, trackingNumber, trackingUrl } = booked.data;
  return succeed({ carrierRef: reference, trackingNumber, trackingUrl });
}

export async function labelAt(line: CarrierLine, ref: string): Promise<Result<{ contentType: string; body: string }>> {
  return ask(line, 'GET', `/v1/bookings/${encodeURIComponent(ref)}/label`);
}

export async function trackAt(line: CarrierLine, ref: string): Promise<Result<ParcelEvent[]>> {
  const answer = await ask(line, 'GET', `/v1/bookings/${encodeURIComponent(ref)}/events`);
  if (!answer.ok) return answer;
  const tracked = Tracked.safeParse(jsonOf(answer.value.body));
  return tracked.success ? succeed(tracked.data.events) : silent();
}

export async function cancelAt(line: CarrierLine, ref: string): Promise<Result<{ cancelled: true }>> {
  const answer = await ask(line, 'DELETE', `/v1/bookings/${encodeURIComponent(ref)}`);
  return answer.ok ? succeed({ cancelled: true }) : answer;
}

async function ask(
  { url, key, fetch }: CarrierLine,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: unknown,
): Promise<Result<{ contentType: string; body: string }>> {
  // Not AbortSignal.timeout: its timer would outlive the answer.
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), DEADLINE_MS);
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // A redirect would carry the key and an address to somebody else.
      redirect: 'manual',
      signal: giveUp.signal,
    });
    const text = await response.text();
    if (text.length > MAX_ANSWER_BYTES || response.status === 429 || response.status >= 500) return silent();
    if (response.ok) return succeed({ contentType: response.headers.get('content-type') ?? '', body: text });
    if (response.status === 404) return fail('not_found', 'The carrier knows no such booking.');
    return fail('conflict', reasonIn(text) ?? `It answers ${response.status}.`);
  } catch {
    return silent();
  } finally {
    clearTimeout(timer);
  }
}

const Refusal = z.object({ reason: z.string().max(MAX_TEXT) });

function reasonIn(text: string): string | undefined {
  const refusal = Refusal.safeParse(jsonOf(text));
  return refusal.success ? refusal.data.reason : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
