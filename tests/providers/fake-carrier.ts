import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ParcelEvent } from '#platform/carriers-door';
import { randomIds } from '#platform/ids';

interface Booking {
  reference: string;
  trackingNumber: string;
  trackingUrl: string | null;
  isCancelled: boolean;
  events: ParcelEvent[];
}

export interface FakeCarrier {
  url: string;
  key: string;
  /** By reference. */
  bookings: Map<string, Booking>;
  /** So many of the next requests are done and their answers lost. */
  loseAnswers: number;
  /** So many of the next requests are answered with 503, undone. */
  beAway: number;
  /** The next answer is no JSON. */
  talkNonsense: boolean;
  /** Something happens to parcels; the same id twice is told twice. */
  tell(reference: string, event: ParcelEvent): void;
  stop(): Promise<void>;
}

/** Where this carrier does not go. */
export const UNSERVED_PIN = '999999';

/** A carrier as a real HTTP server: books once a key, prints labels, tells what happens, cancels what it has not fetched. */
export async function startFakeCarrier(): Promise<FakeCarrier> {
  const byKey = new Map<string, Booking>();
  const carrier: FakeCarrier = {
    url: '',
    key: randomIds.next(),
    bookings: new Map(),
    loseAnswers: 0,
    beAway: 0,
    talkNonsense: false,
    tell: (reference, event) => carrier.bookings.get(reference)?.events.push(event),
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  const server = createServer((request, response) => {
    void answer(carrier, byKey, request).then((reply) => send(carrier, response, reply));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  carrier.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return carrier;
}

interface Reply {
  status: number;
  contentType: string;
  body: string;
}

const json = (status: number, value: unknown): Reply => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(value),
});

function send(carrier: FakeCarrier, response: ServerResponse, reply: Reply): void {
  if (carrier.loseAnswers > 0) {
    carrier.loseAnswers -= 1;
    response.destroy();
    return;
  }
  const body = carrier.talkNonsense ? '<html>Welcome' : reply.body;
  carrier.talkNonsense = false;
  response.writeHead(reply.status, { 'content-type': reply.contentType, connection: 'close' }).end(body);
}

async function answer(carrier: FakeCarrier, byKey: Map<string, Booking>, request: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (carrier.beAway > 0) {
    carrier.beAway -= 1;
    return json(503, {});
  }
  if (request.headers.authorization !== `Bearer ${carrier.key}`) return json(401, { reason: 'The key is wrong' });
  const [, , , reference, part] = (request.url ?? '').split('/');
  if (reference === undefined) return book(carrier, byKey, request, JSON.parse(Buffer.concat(chunks).toString('utf8')));
  const booking = carrier.bookings.get(reference);
  if (booking === undefined) return json(404, {});
  if (part === 'label')
    return { status: 200, contentType: 'text/plain', body: `To be carried: ${booking.trackingNumber}` };
  if (part === 'events') return json(200, { events: booking.events });
  if (booking.events.some(({ status }) => status !== 'booked')) return json(409, { reason: 'It is on its way' });
  booking.isCancelled = true;
  return json(200, {});
}

function book(
  carrier: FakeCarrier,
  byKey: Map<string, Booking>,
  request: IncomingMessage,
  consignment: { address: { postalCode: string } },
): Reply {
  const key = String(request.headers['idempotency-key'] ?? '');
  if (key === '') return json(400, { reason: 'Send an Idempotency-Key' });
  if (consignment.address.postalCode === UNSERVED_PIN) return json(422, { reason: 'We do not go there' });
  const booking = byKey.get(key) ?? newBooking(carrier);
  byKey.set(key, booking);
  return json(201, booking);
}

function newBooking(carrier: FakeCarrier): Booking {
  const reference = `bk_${carrier.bookings.size + 1}`;
  const trackingNumber = `SP${String(carrier.bookings.size + 1).padStart(9, '0')}IN`;
  const trackingUrl = `https://carrier.example/${trackingNumber}`;
  const booking: Booking = { reference, trackingNumber, trackingUrl, isCancelled: false, events: [] };
  carrier.bookings.set(reference, booking);
  return booking;
}
