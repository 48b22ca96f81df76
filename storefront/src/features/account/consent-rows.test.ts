import { describe, expect, it } from 'vitest';
import type { Consent } from '../../api/account-views.ts';
import { consentRows } from './consent-rows.ts';

const consent = (channel: Consent['channel'], given: boolean): Consent => ({
  channel,
  purpose: 'marketing',
  given,
  noticeVersion: null,
  at: '2026-11-22T10:00:00.000Z',
});

describe('consentRows', () => {
  it('has one row a channel, and counts what nobody was asked for as not given', () => {
    expect(consentRows([consent('whatsapp', true)]).map(({ channel, given }) => [channel, given])).toEqual([
      ['email', false],
      ['whatsapp', true],
      ['sms', false],
    ]);
  });

  it('leaves out what is no offer', () => {
    expect(consentRows([{ ...consent('email', true), purpose: 'research' }])[0]?.given).toBe(false);
  });
});
