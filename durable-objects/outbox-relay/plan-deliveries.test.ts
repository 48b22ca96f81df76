import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Consumer, type EventType, subscriptions } from '#platform/events';
import type { ClaimedEvent } from './claim-events.ts';
import { planDeliveries } from './plan-deliveries.ts';

function event(id: string, rest: Partial<ClaimedEvent> = {}): ClaimedEvent {
  return {
    id,
    type: 'order.placed',
    version: 1,
    subject: id,
    storeId: null,
    occurredAt: '2026-11-22T06:30:00.000Z',
    correlationId: 'r',
    causationId: null,
    data: {},
    handledBy: [],
    heldFor: [],
    ...rest,
  };
}

/** Everybody but analytics has handled it. */
const others = { handledBy: ['campaigns', 'webhooks'] satisfies Consumer[] };

const planned = (events: ClaimedEvent[]) => {
  const { deliveries, finished, unsendable } = planDeliveries(events);
  return {
    finished,
    unsendable: unsendable.map(({ consumer, message }) => [consumer, message.id]),
    deliveries: deliveries.map(({ consumer, messages }) => [consumer, ...messages.map(({ id }) => id)]),
  };
};

describe('planDeliveries', () => {
  it('sends an event to every subscriber, as a CloudEvent', () => {
    expect(planned([event('a')]).deliveries).toEqual([
      ['analytics', 'a'],
      ['campaigns', 'a'],
      ['webhooks', 'a'],
    ]);
    expect(planDeliveries([event('a')]).deliveries[0]?.messages[0]).toMatchObject({ specversion: '1.0', id: 'a' });
  });

  it('spares a consumer that has handled it, and asks only to settle what all have', () => {
    const all: Consumer[] = ['webhooks', 'campaigns', 'analytics'];
    expect(
      planned([event('a', { handledBy: ['analytics', 'webhooks'] }), event('b', { handledBy: all })]),
    ).toMatchObject({ deliveries: [['campaigns', 'a']], finished: ['b'] });
  });

  it('keeps the later event of a subject from whoever has the earlier one open, and from nobody else', () => {
    const earlier = event('a', { subject: 'order', handledBy: ['analytics'] });
    const later = event('b', { subject: 'order' });
    expect(planned([later, earlier, event('c')]).deliveries).toEqual([
      ['campaigns', 'a', 'c'],
      ['webhooks', 'a', 'c'],
      ['analytics', 'b', 'c'],
    ]);
    expect(planned([event('b', { heldFor: ['campaigns', 'webhooks'] })]).deliveries).toEqual([['analytics', 'b']]);
  });

  it('stays within 100 messages a call', () => {
    const events = Array.from({ length: 150 }, (_, i) => event(`e${i}`, others));
    expect(planned(events).deliveries.map((delivery) => delivery.length - 1)).toEqual([100, 50]);
  });

  it('stays within the bytes of a call, counted as UTF-8', () => {
    const large = { ...others, data: { text: 'अ'.repeat(30_000) } };
    expect(planned([event('a', large), event('b', large), event('c', large)]).deliveries).toEqual([
      ['analytics', 'a', 'b'],
      ['analytics', 'c'],
    ]);
  });

  it('sends nothing that no queue takes, and names it', () => {
    const huge = { ...others, data: { text: 'a'.repeat(127_000) } };
    expect(planned([event('a', others), event('b', huge), event('c', others)])).toEqual({
      deliveries: [['analytics', 'a', 'c']],
      finished: [],
      unsendable: [['analytics', 'b']],
    });
  });
});

const types: readonly EventType[] = ['order.placed', 'product.changed', 'stock.band_crossed', 'webhook.due'];

interface Logged {
  id: string;
  type: EventType;
  subject: string;
  handledBy: Consumer[];
}

const isOpenFor = ({ type, handledBy }: Logged, consumer: Consumer): boolean =>
  (subscriptions[type] ?? []).includes(consumer) && !handledBy.includes(consumer);

/** What the claim says of an event, as a sentence instead of SQL: tests/database/event-log.test.ts holds both together. */
const heldFor = (log: readonly Logged[], one: Logged): Consumer[] =>
  (subscriptions[one.type] ?? []).filter(
    (consumer) =>
      isOpenFor(one, consumer) &&
      log.some((earlier) => earlier.subject === one.subject && earlier.id < one.id && isOpenFor(earlier, consumer)),
  );

describe('the relay', () => {
  it('brings every consumer the events of one record in their order, whatever is lost, repeated, shuffled or given up', () => {
    const anyLog = fc.array(fc.tuple(fc.constantFrom(...types), fc.constantFrom('a', 'b', 'c')), { maxLength: 25 });
    fc.assert(
      fc.property(anyLog, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (kinds, chances) => {
        const chance = () => chances.next().value ?? 0;
        const log = kinds.map(
          ([type, subject], i): Logged => ({ id: `e${String(i).padStart(2, '0')}`, type, subject, handledBy: [] }),
        );
        const heard = new Map<string, string[]>();
        const queue: { consumer: Consumer; id: string }[] = [];
        const consume = ({ consumer, id }: { consumer: Consumer; id: string }) => {
          const one = log.find((logged) => logged.id === id);
          if (one === undefined || one.handledBy.includes(consumer)) return;
          // A dead letter writes its inbox row like a handled event: the next one goes on.
          one.handledBy.push(consumer);
          const line = `${consumer} ${one.subject}`;
          heard.set(line, [...(heard.get(line) ?? []), id]);
        };
        for (let round = 0; round < 200 && log.some((one) => waits(one)); round++) {
          const claimed = log.filter(waits).filter(() => round > 100 || chance() < 0.8);
          const events = claimed.map((one) =>
            event(one.id, {
              type: one.type,
              subject: one.subject,
              handledBy: [...one.handledBy],
              heldFor: heldFor(log, one),
            }),
          );
          for (const { consumer, messages } of planDeliveries(events).deliveries) {
            for (const { id } of messages) {
              const copies = chance() < 0.2 && round <= 100 ? 0 : chance() < 0.2 ? 2 : 1;
              for (let copy = 0; copy < copies; copy++)
                queue.splice(Math.floor(chance() * queue.length), 0, { consumer, id });
            }
          }
          const taken = queue.splice(0, round > 100 ? queue.length : Math.ceil(chance() * queue.length));
          for (const message of taken) consume(message);
        }
        expect(log.filter(waits)).toEqual([]);
        for (const ids of heard.values()) expect(ids).toEqual(ids.toSorted());
      }),
      { numRuns: 500 },
    );
  });
});

const waits = (one: Logged): boolean => (subscriptions[one.type] ?? []).some((consumer) => isOpenFor(one, consumer));
