import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64urlOf, bytesOf, creationOptions, requestOptions } from './web-authn-json.ts';

describe('WebAuthn as JSON', () => {
  it('reads what it writes, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = base64urlOf(Uint8Array.from(bytes).buffer);
        expect(text).toMatch(/^[\w-]*$/);
        expect([...bytesOf(text)]).toEqual([...bytes]);
      }),
    );
  });

  it('turns the challenge and every credential into bytes and leaves the rest', () => {
    const id = base64urlOf(Uint8Array.of(1, 2, 255).buffer);
    const made = creationOptions({ challenge: id, user: { id, name: 'a' }, rp: { id: 'shop' } });
    expect([...(made.challenge as Uint8Array)]).toEqual([1, 2, 255]);
    expect([...(made.user.id as Uint8Array)]).toEqual([1, 2, 255]);
    expect([made.rp, made.excludeCredentials]).toEqual([{ id: 'shop' }, []]);
    const asked = requestOptions({ challenge: id, allowCredentials: [{ id, type: 'public-key' }] });
    const ids = (asked.allowCredentials ?? []).map((credential) => [...(credential.id as Uint8Array)]);
    expect(ids).toEqual([[1, 2, 255]]);
  });
});
