import { expect, it, vi } from 'vitest';
import { doorOf } from './door.ts';
import type { IdentityEnv } from './env.ts';
import { codeOfFailure, phone } from './identity.test-support.ts';

it('stays shut while a variable is weak, answers nobody, and the log names the variable without its value', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  const env = { AUTH_SECRET: 'hunter2-hunter2', DATABASE_URL: 'postgresql://x', SHOP_NAME: 'Tincture' };
  const door = doorOf(env as unknown as IdentityEnv);
  expect(codeOfFailure(await door.signIn({ email: 'a@b.example', password: 'x' }, phone))).toBe('unavailable');
  expect(codeOfFailure(await door.refresh({ refreshToken: 'x' }, phone))).toBe('unavailable');
  await expect(door.jwks()).rejects.toThrow('not set up');
  const logged = log.mock.calls.join();
  for (const name of ['AUTH_SECRET', 'PERSONAL_KEYS', 'SHOP_URL']) expect(logged).toContain(name);
  expect(logged).not.toContain('hunter2');
});
