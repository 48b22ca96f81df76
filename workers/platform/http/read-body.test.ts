import { describe, expect, it } from 'vitest';
import { decodeText, readBody } from './read-body.ts';

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('https://shop.example/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

const chunks = (count: number, size: number, onPull: () => void = () => undefined) => {
  let left = count;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      onPull();
      if (left-- > 0) controller.enqueue(new Uint8Array(size));
      else controller.close();
    },
  });
};

describe('readBody', () => {
  it('reads a body up to the last byte that is allowed', async () => {
    expect((await readBody(post('x'.repeat(100)), 100)).byteLength).toBe(100);
    expect((await readBody(post(chunks(10, 10)), 100)).byteLength).toBe(100);
  });

  it('refuses an announced body before it reads any of it', async () => {
    await expect(readBody(post('x', { 'content-length': '101' }), 100)).rejects.toMatchObject({ code: 'too_large' });
  });

  it('stops reading chunks as soon as they are too many', async () => {
    let pulled = 0;
    const endless = chunks(1_000, 10, () => {
      pulled += 1;
    });
    await expect(readBody(post(endless), 100)).rejects.toMatchObject({ code: 'too_large' });
    expect(pulled).toBeLessThan(20);
  });

  it('reads no body as an empty one', async () => {
    expect((await readBody(new Request('https://shop.example/'), 10)).byteLength).toBe(0);
  });
});

describe('decodeText', () => {
  it('refuses bytes that are not UTF-8', () => {
    expect(decodeText(new TextEncoder().encode('आर्निका'))).toBe('आर्निका');
    expect(() => decodeText(new Uint8Array([0xff, 0xfe]))).toThrow(/UTF-8/);
    expect(() => decodeText(new Uint8Array([0xc0, 0xae]))).toThrow(/UTF-8/);
  });
});
