import { describe, expect, it } from 'vitest';
import { judgePath } from './canonical-path.ts';

describe('judgePath', () => {
  it.each(['/', '/v1/products', '/remedy/arnica-montana', '/search/%E0%A4%86', '/a%20b', '/a.b/..c'])(
    'takes %s as it is',
    (path) => expect(judgePath(path)).toEqual({ kind: 'canonical' }),
  );

  it.each([
    ['/%61dmin', '/admin'],
    ['/v1/%70roducts', '/v1/products'],
    ['/a%2Db', '/a-b'],
    ['/%e0%a4%86', '/%E0%A4%86'],
  ])('sends %s to %s', (path, to) => expect(judgePath(path)).toEqual({ kind: 'other_spelling', path: to }));

  it.each([
    '/v1/..%2fadmin',
    '/v1%2Fadmin',
    '/v1/%5c',
    '/%00',
    '/%0d%0aset-cookie:a',
    '/%2e%2e/admin',
    '//evil.example',
    '/v1//admin',
    '/%',
    '/%zz',
    '/%ff',
    '/%C0%AE',
    `/${'a'.repeat(2000)}`,
  ])('refuses %s', (path) => expect(judgePath(path)).toEqual({ kind: 'hostile' }));

  it('never sends a visitor to a path that would be judged otherwise', () => {
    for (const path of ['/%61dmin', '/%2561', '/%25%36%31dmin']) {
      const verdict = judgePath(path);
      if (verdict.kind === 'other_spelling') expect(judgePath(verdict.path)).toEqual({ kind: 'canonical' });
    }
  });
});
