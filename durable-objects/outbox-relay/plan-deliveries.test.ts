import { describe, expect, it } from 'vitest';
import type { Consumer } from '#platform/events';
import type { ClaimedEvent } from './claim-events.ts';
import { planDeliveries } from './plan-deliveries.ts';

function event(id: string, handledBy: Consumer[] = [], data: unknown = {}): ClaimedEvent {
  const occurredAt = '2026-11-22T06:30:00.000Z';
  return {
    id,
    type: 'order.placed',
    version: 1,
    subject: id,
    storeId: null,
    occurredAt,
    correlationId: 'r',
    causationId: null,
    data,
    handledBy,
  };
}

/** Everybody but analytics has handled it. */
const others: Consumer[] = ['campaigns', 'webhooks'];

const planned = (events: ClaimedEvent[]) => {
  const { deliveries, finished } = planDeliveries(events);
  return {
    finished,
    deliveries: deliveries.map(({ consumer, messages }) => [consumer, ...messages.map(({ id }) => id)]),
  };
};

describe('planDeliveries', () => {
  it('sends an event to every subscriber', () => {
    expect(planned([event('a')]).deliveries).toEqual([
      ['analytics', 'a'],
      ['campaigns', 'a'],
      ['webhooks', 'a'],
    ]);
  });

  it('spares a consumer that has handled it, and asks only to settle what all have', () => {
    expect(
      planned([event('a', ['analytics', 'webhooks']), event('b', ['webhooks', 'campaigns', 'analytics'])]),
    ).toEqual({
      deliveries: [['campaigns', 'a']],
      finished: ['b'],
    });
  });

  it('stays within 100 messages a call', () => {
    const events = Array.from({ length: 150 }, (_, i) => event(`e${i}`, ['campaigns', 'webhooks']));
    expect(planned(events).deliveries.map((delivery) => delivery.length - 1)).toEqual([100, 50]);
  });

  it('stays within the bytes of a call, counted as UTF-8', () => {
    const large = { text: 'अ'.repeat(30_000) };
    expect(
      planned([event('a', others, large), event('b', others, large), event('c', others, large)]).deliveries,
    ).toEqual([
      ['analytics', 'a', 'b'],
      ['analytics', 'c'],
    ]);
  });

  it('sends what a queue will refuse alone, so that nothing else is refused with it', () => {
    const huge = { text: 'a'.repeat(150_000) };
    expect(planned([event('a', others), event('b', others, huge), event('c', others)]).deliveries).toEqual([
      ['analytics', 'a', 'c'],
      ['analytics', 'b'],
    ]);
  });

  it('does not tell consumers who has handled an event', () => {
    expect(planDeliveries([event('a')]).deliveries[0]?.messages[0]).not.toHaveProperty('handledBy');
  });
});
