import { expect, it } from 'vitest';
import { appPermissions } from '#platform/access/app-permissions';
import { isRedirectUri } from './app-settings.ts';

it('never lends what could widen itself or asks for a second factor', () => {
  const lent: readonly string[] = appPermissions;
  for (const permission of [
    'identity.own',
    'keys.own',
    'apps.manage',
    'roles.write',
    'people.erase',
    'orders.refund',
  ]) {
    expect(lent).not.toContain(permission);
  }
});

it('registers addresses over TLS, or on the own machine by number', () => {
  const good = [
    'https://app.example/back',
    'http://127.0.0.1/back',
    'http://[::1]/back',
    'https://app.example/back?x=1',
  ];
  const bad = [
    'http://app.example/',
    'http://localhost/back',
    'https://a.example/#x',
    'https://u:p@a.example/',
    'app:/x',
  ];
  expect(good.filter((uri) => !isRedirectUri(uri))).toEqual([]);
  expect(bad.filter(isRedirectUri)).toEqual([]);
});
