import { describe, expect, it } from 'vitest';
import { AppError } from '#platform/errors';
import { offeredMethods, requireOffered } from './offered-methods.ts';

describe('cash on delivery', () => {
  it('is pending for the whole amount and asks the buyer for nothing', () => {
    const payment = offeredMethods.cod.start({ orderId: 'order-1', amountPaise: 12_550, currency: 'INR' });
    expect(payment).toEqual({ method: 'cod', status: 'pending', amountPaise: 12_550, currency: 'INR', action: null });
  });
});

describe('requireOffered', () => {
  it('lets cash on delivery through', () => {
    expect(requireOffered('cod')).toBe('cod');
  });

  it.each(['upi', 'card'] as const)('refuses %s, which the API knows but the shop does not take yet', (method) => {
    expect(() => requireOffered(method)).toThrow(AppError);
    expect(() => requireOffered(method)).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ path: 'paymentMethod' })] }),
    );
  });
});
