import { describe, expect, it } from 'vitest';
import { breadcrumbsLd, serializeJsonLd } from './json-ld.ts';

describe('serializeJsonLd', () => {
  it('lets no text end the script element early', () => {
    const json = serializeJsonLd({ name: '</script><script>alert(1)</script>' });
    expect(json).not.toContain('<');
    expect(JSON.parse(json).name).toBe('</script><script>alert(1)</script>');
  });
});

describe('breadcrumbsLd', () => {
  it('numbers the crumbs from one, with absolute addresses', () => {
    expect(breadcrumbsLd('https://shop.example', [{ name: 'Home', url: '/' }])).toMatchObject({
      itemListElement: [{ position: 1, item: 'https://shop.example/' }],
    });
  });
});
