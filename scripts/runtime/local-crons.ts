import { unstable_readConfig } from 'wrangler';
import type { WorkerSource } from './project.ts';

const MINUTE_MS = 60_000;

/** The Workers whose wrangler file asks for a run every minute: the only cron that a shop on one machine keeps. */
export function everyMinuteWorkers(sources: readonly WorkerSource[]): string[] {
  const crons = ({ configPath }: WorkerSource) =>
    unstable_readConfig({ config: configPath }, { hideWarnings: true }).triggers.crons ?? [];
  return sources.filter((source) => crons(source).includes('* * * * *')).map(({ name }) => name);
}

/** Runs their `scheduled` handlers every minute until the answer is called. A run that fails is reported and left to the next. */
export function keepCrons(
  names: readonly string[],
  trigger: (name: string) => Promise<void>,
  onFailure: (name: string, error: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    for (const name of names) trigger(name).catch((error: unknown) => onFailure(name, error));
  }, MINUTE_MS);
  timer.unref();
  return () => clearInterval(timer);
}
