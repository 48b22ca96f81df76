import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { classifyFailure } from './classify-failure.ts';

const named = (name: string, marks: object = {}) => Object.assign(new Error('secret detail'), { name, ...marks });

describe('classifyFailure', () => {
  it('leaves what was foreseen as it is', () => {
    const foreseen = new AppError('not_found', 'No.');
    expect(classifyFailure(foreseen)).toBe(foreseen);
  });

  it.each([
    ['a database that did not answer', named('NeonDbError')],
    ['a database that is shutting down', named('NeonDbError', { code: '57P01' })],
    ['a transaction that lost', named('NeonDbError', { code: '40001' })],
    ['an object that is overloaded', named('Error', { overloaded: true })],
    ['an object that was reset', named('Error', { durableObjectReset: true, retryable: true })],
  ])('asks to come back later for %s', (_, error) => {
    const failure = classifyFailure(error);
    expect(failure.code).toBe('unavailable');
    expect(failure.retryAfterSeconds).toBeGreaterThan(0);
    expect(failure.message).not.toContain('secret');
  });

  it.each([
    ['a wrong statement', named('NeonDbError', { code: '42601' })],
    ['a mistake of ours', new TypeError('secret detail')],
    ['something that is no error', 'secret detail'],
  ])('shows nothing of %s', (_, error) => {
    const failure = classifyFailure(error);
    expect(failure.code).toBe('internal');
    expect(failure.message).not.toContain('secret');
  });
});
