import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCloudEvent } from './cloud-event.ts';
import { type EventMessage, eventTypeNames } from './events.ts';
import { readEvent } from './received-event.ts';

const anyEvent: fc.Arbitrary<EventMessage> = fc.record({
  id: fc.uuid(),
  type: fc.constantFrom(...eventTypeNames),
  version: fc.integer({ min: 1, max: 9_999 }),
  subject: fc.string({ minLength: 1, maxLength: 100 }),
  storeId: fc.option(fc.uuid()),
  occurredAt: fc.constant('2026-11-22T06:30:00.000Z'),
  correlationId: fc.string({ maxLength: 100 }),
  causationId: fc.option(fc.uuid()),
  data: fc.jsonValue(),
});
const throughQueue = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const event: EventMessage = {
  id: '01a20361-0c2e-7d51-9c55-3f1a2b8e4d60',
  type: 'order.placed',
  version: 2,
  subject: 'order-1',
  storeId: '019b76da-a800-785e-b8c6-807f6d4420d8',
  occurredAt: '2026-11-22T06:30:00.000Z',
  correlationId: 'request-1',
  causationId: null,
  data: { pieces: 1 },
};

describe('an event in a queue', () => {
  it('is a CloudEvent 1.0, with the request and the cause as extensions', () => {
    expect(toCloudEvent({ ...event, causationId: '01a20361-0c2e-7d51-9c55-3f1a2b8e4d61' })).toEqual({
      specversion: '1.0',
      id: event.id,
      source: 'urn:tincture:events',
      type: 'order.placed',
      subject: 'order-1',
      time: '2026-11-22T06:30:00.000Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:tincture:event:order.placed:2',
      correlationid: 'request-1',
      causationid: '01a20361-0c2e-7d51-9c55-3f1a2b8e4d61',
      storeid: event.storeId,
      data: { pieces: 1 },
    });
  });

  it('names its attributes as the specification asks: lower-case letters and digits, none empty', () => {
    fc.assert(
      fc.property(anyEvent, (one) => {
        const { data: _data, ...attributes } = toCloudEvent(one);
        for (const name of Object.keys(attributes)) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
        expect(Object.values(attributes)).not.toContain(null);
        expect(attributes.subject).not.toBe('');
      }),
    );
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyEvent, (one) => {
        expect(readEvent(throughQueue(toCloudEvent(one)))).toEqual({ kind: 'event', event: throughQueue(one) });
      }),
    );
  });

  it('is read as the first release wrote it too: queues and letters of then may still come', () => {
    const { causationId: _none, ...plain } = event;
    expect(readEvent(plain)).toEqual({ kind: 'event', event });
  });

  it.each([
    ['another specversion', { specversion: '0.3' }],
    ['another source', { source: 'urn:other' }],
    ['an unknown type', { type: 'order.eaten' }],
    ['a schema of another type', { dataschema: 'urn:tincture:event:product.changed:2' }],
    ['a schema without a version', { dataschema: 'urn:tincture:event:order.placed' }],
    ['an unknown attribute', { traceparent: '00' }],
    ['no instant', { time: 'yesterday' }],
  ])('is refused, by name, with %s', (_, wrong) => {
    const read = readEvent({ ...toCloudEvent(event), ...wrong });
    expect(read).toMatchObject({ kind: 'unreadable', eventId: event.id });
  });

  it.each([null, undefined, 'text', 7, [], {}])('is never thrown at: %j', (body) => {
    expect(readEvent(body)).toMatchObject({ kind: 'unreadable', eventId: null });
  });
});
