import { describe, expect, it } from 'vitest';
import { formOf, formText } from './form-text.ts';

const posted = (body: string, contentType: string) =>
  formOf(new Request('https://shop.example/cart', { method: 'POST', body, headers: { 'content-type': contentType } }));

describe('formOf', () => {
  it('reads a form', async () => {
    expect(formText(await posted('intent=add', 'application/x-www-form-urlencoded'), 'intent')).toBe('add');
  });

  it.each(['application/json', 'multipart/form-data', 'multipart/form-data; boundary=x', 'text/plain'])(
    'finds no fields in a body that is no form (%s)',
    async (contentType) => {
      expect([...(await posted('{"intent":"add"', contentType)).keys()]).toEqual([]);
    },
  );
});
