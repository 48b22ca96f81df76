import type { Permitted } from '#platform/context';
import { invalidInput } from '#platform/parse-input';
import { judgeTarget } from './judge-target.ts';

/** The address as it is kept. Throws `invalid_input` that says what is wrong with it. */
export function allowedTarget({ localTargets = false }: Pick<Permitted, 'localTargets'>, url: string): string {
  const target = judgeTarget(url, { localTargets });
  if (!target.ok) throw invalidInput([{ path: 'url', message: target.reason }]);
  return target.url;
}
