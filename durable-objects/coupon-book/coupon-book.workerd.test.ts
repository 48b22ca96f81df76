import { abortAllDurableObjects } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { objects } from '../test-company.test-support.ts';

const use = (useId: string, total: number) => ({
  useId,
  personKey: useId,
  limits: { total, perPerson: 1 },
  untilMs: Date.now() + 60_000,
});

describe('CouponBook', () => {
  it('gives the last use to exactly one of fifty who ask at once', async () => {
    const book = objects.couponBook('LAST1');
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => book.reserve(use(`order-${index}`, 1))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.failure.extensions).toEqual({ reason: 'used_up' });
    expect(await book.uses()).toEqual({ reserved: 1, captured: 0 });
  });

  it('knows after its machine died what was used, by whatever case its code is written in', async () => {
    await objects.couponBook('KEPT').reserve(use('order-1', 1));
    await objects.couponBook('KEPT').capture('order-1');
    await abortAllDurableObjects();
    expect(await objects.couponBook('kept').uses()).toEqual({ reserved: 0, captured: 1 });
    expect((await objects.couponBook('KEPT').reserve(use('order-2', 1))).ok).toBe(false);
    expect(await objects.couponBook('KEPT').giveBack('order-1')).toEqual({ ok: true, value: { givenBack: true } });
    expect((await objects.couponBook('KEPT').reserve(use('order-2', 1))).ok).toBe(true);
  });
});
