import { expect, it } from 'vitest';
import { withDeadline } from './deadline.ts';

it('gives the answer or the failure of what it waits for, and its own failure when neither comes in time', async () => {
  await expect(withDeadline(Promise.resolve(1), 1_000)).resolves.toBe(1);
  await expect(withDeadline(Promise.reject(new Error('refused')), 1_000)).rejects.toThrow('refused');
  await expect(withDeadline(new Promise(() => undefined), 5)).rejects.toThrow('No answer within 5 ms');
});
