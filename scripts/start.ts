import { parseArgs } from 'node:util';
import { closeOnSignal } from './runtime/close-on-signal.ts';
import { explain, openShop, welcome } from './runtime/open-shop.ts';
import { showSteps } from './runtime/progress.ts';

/** `npm start [-- --fresh] [-- --variants 100000] [-- --sample]`: the whole shop on this machine. */
const { values: flags } = parseArgs({
  options: { fresh: { type: 'boolean' }, variants: { type: 'string' }, sample: { type: 'boolean' } },
});
const variants = flags.variants === undefined ? undefined : Number(flags.variants);

const opening = openShop({ ...flags, variants }, showSteps());
closeOnSignal(opening);
opening.then(
  (runtime) => process.stdout.write(welcome(runtime)),
  (error: unknown) => {
    process.stderr.write(`\n  ${explain(error)}\n\n`);
    process.exit(1);
  },
);
