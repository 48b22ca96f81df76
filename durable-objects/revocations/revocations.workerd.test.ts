import { abortAllDurableObjects } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { objects } from '../test-company.test-support.ts';

it('what was revoked is there for every isolate that asks, also after a restart', async () => {
  const revocations = objects.revocations();
  const { version } = await revocations.since(0);
  await revocations.revoke([
    { kind: 'session', sessionId: 'A' },
    { kind: 'person', personId: 'b' },
  ]);
  await abortAllDurableObjects();
  const { entries, ...answer } = await objects.revocations().since(version);
  expect(answer).toMatchObject({ version: version + 2, hasMore: false });
  expect(entries.map(({ subject }) => subject)).toEqual(['session:a', 'person:b']);
});
