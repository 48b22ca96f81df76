import type { Step } from './start-runtime.ts';

const TICK_MS = 120;
const LINE_EVERY_MS = 5_000;
const SPINNER = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

export interface Progress {
  step: Step;
  /** Says what the running step is at, e.g. '12,000 of 40,000 prices'. */
  detail: (text: string) => void;
}

/** Shows steps with their elapsed time: a spinner on a terminal, a line now and then in a log. */
export function showSteps(out: NodeJS.WriteStream = process.stdout): Progress {
  const running = new Map<string, number>();
  let detail = '';
  let frame = 0;

  const clear = () => out.isTTY && out.write('\r\x1b[K');
  const status = () => [...running].map(([name, startedAt]) => `${name} ${seconds(startedAt)}`).join(' · ');
  const draw = () => {
    frame += 1;
    const text = detail ? `${status()} (${detail})` : status();
    if (!out.isTTY) out.write(`  ${text}\n`);
    else out.write(`\r\x1b[K${SPINNER[frame % SPINNER.length]} ${text.slice(0, (out.columns ?? 80) - 3)}`);
  };

  let timer: NodeJS.Timeout | undefined;
  const end = (name: string, mark: string) => {
    const startedAt = running.get(name) ?? performance.now();
    running.delete(name);
    if (running.size === 0) {
      clearInterval(timer);
      timer = undefined;
      detail = '';
    }
    clear();
    out.write(`${mark} ${name} ${seconds(startedAt)}\n`);
  };

  return {
    async step(name, work) {
      running.set(name, performance.now());
      timer ??= setInterval(draw, out.isTTY ? TICK_MS : LINE_EVERY_MS);
      try {
        const result = await work();
        end(name, '✓');
        return result;
      } catch (error) {
        end(name, '✗');
        throw error;
      }
    },
    detail: (text) => {
      detail = text;
    },
  };
}

function seconds(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
