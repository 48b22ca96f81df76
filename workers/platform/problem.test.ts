import { describe, expect, it } from 'vitest';
import { AppError, failureOf } from './errors.ts';
import { problemOf } from './problem.ts';

describe('problemOf', () => {
  it('names the code, its status and the request', () => {
    expect(problemOf({ code: 'not_found', detail: 'No such cart.' }, 'req-1')).toEqual({
      type: '/docs/errors#not_found',
      title: 'There is no such thing',
      status: 404,
      code: 'not_found',
      detail: 'No such cart.',
      requestId: 'req-1',
    });
  });

  it('leaves out an empty list of wrong fields, and lists what is wrong otherwise', () => {
    expect(problemOf(failureOf(new AppError('conflict', 'Changed.')), 'r')).not.toHaveProperty('errors');
    const errors = [{ path: 'contact.email', message: 'Not an email address' }];
    expect(problemOf({ code: 'invalid_input', detail: 'Wrong.', errors }, 'r').errors).toEqual(errors);
  });

  it('puts the facts of the failure beside the standard members, which they can never replace', () => {
    const extensions = { lines: [{ available: 2 }], status: 200, code: 'fine' };
    const problem = problemOf({ code: 'out_of_stock', detail: 'Two left.', extensions }, 'r');
    expect(problem).toMatchObject({ lines: [{ available: 2 }], status: 409, code: 'out_of_stock' });
  });
});
