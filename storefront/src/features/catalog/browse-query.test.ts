import { describe, expect, it } from 'vitest';
import { readBrowseQuery, withoutPlace } from './browse-query.ts';

const read = (text: string) => readBrowseQuery(new URLSearchParams(text));

describe('readBrowseQuery', () => {
  it('reads the filters of an address', () => {
    expect(read('form=dilution&potency=30C&inStock=true&sort=-price')).toMatchObject({
      form: 'dilution',
      potency: '30C',
      inStock: true,
      sort: '-price',
    });
  });

  it('ignores what it does not know, so that every address shows a list', () => {
    expect(read('sort=password&limit=9999&x=1')).toMatchObject({ sort: undefined, limit: 24 });
    expect(read('x=1')).not.toHaveProperty('x');
  });

  it('drops empty and endless values', () => {
    expect(read(`brand=&category=${'a'.repeat(500)}`)).toMatchObject({ brand: undefined, category: undefined });
  });

  it('lets the page fix a filter that the address cannot change', () => {
    expect(readBrowseQuery(new URLSearchParams('form=syrup'), { form: 'dilution' }).form).toBe('dilution');
  });
});

describe('withoutPlace', () => {
  it('keeps the filters and forgets where in the list somebody was', () => {
    expect(withoutPlace(read('form=dilution&cursor=abc'))).toMatchObject({ form: 'dilution' });
    expect(withoutPlace(read('form=dilution&cursor=abc'))).not.toHaveProperty('cursor');
  });
});
