import { describe, expect, it } from 'vitest';
import type { GrantClaim } from '#platform/access/grants';
import { type Listener, mayHearOfOrder, maySubscribe } from './may-hear.ts';

const [pune, delhi] = ['00000000-0000-7000-8000-0000000000aa', '00000000-0000-7000-8000-0000000000bb'];
const partner = (grants: GrantClaim[], asked: Partial<Listener> = {}): Listener => ({
  ownerId: 'me',
  grants,
  orderScope: 'all',
  orderStoreIds: [],
  ...asked,
});
const plain: GrantClaim = { role: 'partner', scope: 'own' };
const reader = (scope: GrantClaim['scope']): GrantClaim => ({ permissions: ['orders.read'], scope });
const soldTo = (personId: string | null, storeId = pune) => ({ storeId, personId });

describe('an endpoint', () => {
  it('is silent as soon as its owner may have none', () => {
    expect(maySubscribe(partner([plain]), 0)).toBe(true);
    expect(maySubscribe(partner([]), 0)).toBe(false);
    expect(maySubscribe(partner([{ ...plain, until: 1 }]), 2_000)).toBe(false);
  });

  it('hears of its owner’s own orders, and of nobody else’s', () => {
    expect(mayHearOfOrder(partner([plain]), soldTo('me'), 0)).toBe(true);
    expect(mayHearOfOrder(partner([plain]), soldTo('you'), 0)).toBe(false);
    expect(mayHearOfOrder(partner([plain]), soldTo(null), 0)).toBe(false);
  });

  it('hears of the orders in stores within its owner’s reach', () => {
    expect(mayHearOfOrder(partner([plain, reader([pune])]), soldTo(null), 0)).toBe(true);
    expect(mayHearOfOrder(partner([plain, reader([pune])]), soldTo(null, delhi), 0)).toBe(false);
    expect(mayHearOfOrder(partner([plain, reader('all')]), soldTo(null, delhi), 0)).toBe(true);
  });

  it('hears no more than what was asked for when it was made, though its owner may read more now', () => {
    const asked = { orderScope: 'stores' as const, orderStoreIds: [pune] };
    expect(mayHearOfOrder(partner([reader('all')], asked), soldTo(null), 0)).toBe(true);
    expect(mayHearOfOrder(partner([reader('all')], asked), soldTo(null, delhi), 0)).toBe(false);
    expect(mayHearOfOrder(partner([reader('all')], { orderScope: 'own' }), soldTo(null), 0)).toBe(false);
  });
});
