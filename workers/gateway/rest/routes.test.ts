import { describe, expect, it } from 'vitest';
import { routerPath } from '../routing/register-routes.ts';
import { officePaths } from './office-paths.ts';
import { officeRoutes } from './office-routes.ts';
import { shopRoutes } from './shop-routes.ts';

const isOfOffice = (path: string): boolean =>
  officePaths.some((office) => (office.endsWith('/*') ? path.startsWith(office.slice(0, -1)) : path === office));

describe('the operations of the back office', () => {
  it('are all at its addresses, so that the gateway hands them over', () => {
    const elsewhere = officeRoutes.map(({ spec }) => routerPath(spec.path)).filter((path) => !isOfOffice(path));
    expect(elsewhere).toEqual([]);
  });

  it('have these addresses for themselves', () => {
    const taken = shopRoutes.map(({ spec }) => routerPath(spec.path)).filter(isOfOffice);
    expect(taken).toEqual([]);
  });

  it('are never shared by a cache', () => {
    expect(officeRoutes.filter(({ spec }) => spec.cache !== undefined)).toEqual([]);
  });
});
