export type { components, operations, paths } from '../schema.d.ts';
export { type ClientOptions, createTinctureClient, type TinctureClient } from './create-client.ts';
export { newIdempotencyKey } from './idempotency-key.ts';
export { type Page, pages } from './pages.ts';
export {
  type Call,
  isProblem,
  type Problem,
  type ProblemCode,
  type Result,
  resultOf,
  TinctureProblem,
  unwrap,
} from './problem.ts';
