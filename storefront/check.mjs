import { registerHooks } from 'node:module';
import { sync } from 'astro';

// Astro's checker needs the TypeScript of this workspace (5.9); a package of its own finds the root's TypeScript 7, which
// has no such API. Every `typescript` in this process is therefore the one that resolves from here.
const ours = import.meta.resolve('typescript');
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'typescript' ? { url: ours, format: 'commonjs', shortCircuit: true } : next(specifier, context),
});

const root = import.meta.dirname;
await sync({ root, logLevel: 'error' });
const { check } = await import('@astrojs/check');
const failed = await check({ root, minimumFailingSeverity: 'warning', minimumSeverity: 'warning' });
process.exit(failed ? 1 : 0);
