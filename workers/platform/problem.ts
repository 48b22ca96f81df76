import { errorTable, type Failure, type FieldError } from './errors.ts';

export const problemContentType = 'application/problem+json';

/** An error answer as RFC 9457 shapes it. Facts of the failure (`lines` of `out_of_stock`, say) stand beside these members. */
export interface Problem {
  /** Where the code is explained. */
  type: string;
  title: string;
  status: number;
  code: Failure['code'];
  detail: string;
  requestId: string;
  errors?: readonly FieldError[];
  [extension: string]: unknown;
}

/** The one shape of an error on the wire: the gateway sends it and a checkout stores it. */
export function problemOf(failure: Failure, requestId: string): Problem {
  const { title, status } = errorTable[failure.code];
  const problem: Problem = {
    ...failure.extensions,
    type: `/docs/errors#${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: failure.detail,
    requestId,
  };
  return failure.errors === undefined || failure.errors.length === 0 ? problem : { ...problem, errors: failure.errors };
}
