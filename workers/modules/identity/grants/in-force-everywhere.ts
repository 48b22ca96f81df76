import * as z from 'zod';

/** What a change of rights says of the tokens that were given out before it: see `revokeTokens`. */
export const InForceEverywhere = z.boolean().meta({
  description:
    'True: what was given out before is refused within seconds. False: it may be used until it runs out, ten minutes at most',
});
