import { execFileSync, spawn } from 'node:child_process';

export function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

export interface ToolRun {
  output: string;
  isComplete: boolean;
}

/** Runs a program to its end or to its time limit and keeps what it printed. */
export function runTool(program: string, args: readonly string[], limitMs: number): Promise<ToolRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    let isComplete = true;
    const timer = setTimeout(() => {
      isComplete = false;
      child.kill('SIGKILL');
    }, limitMs);
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ output: Buffer.concat(chunks).toString('utf8'), isComplete });
    });
  });
}
