import type { components } from '@tincture/client';

type Problem = components['schemas']['Problem'];

/** A request that did not succeed, as the console tells of it. `code` is the API's, or `offline` when no answer came. */
export class Failure extends Error {
  readonly code: string;
  readonly fields: readonly { path: string; message: string }[];
  readonly requestId: string | null;

  constructor(code: string, detail: string, fields: Failure['fields'] = [], requestId: string | null = null) {
    super(detail);
    this.name = 'Failure';
    this.code = code;
    this.fields = fields;
    this.requestId = requestId;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}

/** What an answer that is no success means. A body that is not the API's own (a proxy's page) counts as unavailable. */
export function failureOf(body: unknown, status: number): Failure {
  if (!isProblem(body)) return new Failure('unavailable', `HTTP ${status}`);
  return new Failure(body.code, body.detail, body.errors ?? [], body.requestId);
}

export const offline = (): Failure => new Failure('offline', '');
