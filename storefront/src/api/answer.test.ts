import { describe, expect, it } from 'vitest';
import { ApiUnavailable, answerOf } from './answer.ts';

const refusal = (status: number) =>
  Promise.resolve({ error: { status, code: 'not_found' }, response: new Response(null, { status }) });

describe('answerOf', () => {
  it('hands on what the API answered', async () => {
    const call = Promise.resolve({ data: { id: 'p' }, response: new Response() });
    expect(await answerOf(call)).toEqual({ ok: true, value: { id: 'p' } });
  });

  it('makes a value of a refusal', async () => {
    expect(await answerOf(refusal(404))).toMatchObject({ ok: false, problem: { status: 404 } });
    expect(await answerOf(refusal(409))).toMatchObject({ ok: false, problem: { status: 409 } });
  });

  it('throws when the API is down, full or out of reach, so that no page mistakes it for "not found"', async () => {
    for (const status of [429, 500, 503]) await expect(answerOf(refusal(status))).rejects.toThrow(ApiUnavailable);
    await expect(answerOf(Promise.reject(new TypeError('refused')))).rejects.toThrow(ApiUnavailable);
  });
});
