import { describe, expect, it } from 'vitest';
import { testContext } from '#platform/context.test-support';
import { randomIds } from '#platform/ids';
import { hashVoucherCode, isVoucherCode, last4Of, normalCode, voucherCodeOf } from './voucher-code.ts';

const { personal } = testContext();

describe('the code of a gift card', () => {
  it('is sixteen letters and digits in groups of four, the same for its account each time and for no other', async () => {
    const [first, second] = [randomIds.next(), randomIds.next()];
    const code = await voucherCodeOf(personal, first);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(await voucherCodeOf(personal, first)).toBe(code);
    expect(await voucherCodeOf(personal, second)).not.toBe(code);
  });

  it('is known however it is typed', async () => {
    expect(normalCode(' 0ab1-cdef ghjk-mnpq ')).toBe('0AB1CDEFGHJKMNPQ');
    expect(normalCode('oabi-cdef-ghjk-mnpq')).toBe('0AB1CDEFGHJKMNPQ');
    expect(await hashVoucherCode('oabl-cdef ghjkmnpq')).toBe(await hashVoucherCode('0AB1-CDEF-GHJK-MNPQ'));
    expect(last4Of('0AB1-CDEF-GHJK-MNPQ')).toBe('MNPQ');
  });

  it('is refused where it cannot be one', () => {
    for (const typed of ['', '0AB1', '0AB1-CDEF-GHJK-MNPU', '0AB1-CDEF-GHJK-MNPQ-0']) {
      expect(isVoucherCode(typed)).toBe(false);
    }
    expect(isVoucherCode('0ab1 cdef ghjk mnpq')).toBe(true);
  });
});
