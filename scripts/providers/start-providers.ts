import { join } from 'node:path';
import { type FakeRazorpay, startFakeRazorpay } from './fake-razorpay.ts';
import { type FakeStripe, startFakeStripe } from './fake-stripe.ts';
import { type Behaviour, wellBehaved } from './provider-server.ts';

export interface ProviderSecrets {
  STRIPE_SECRET_KEY: string;
  STRIPE_WEBHOOK_SECRET: string;
  RAZORPAY_KEY_ID: string;
  RAZORPAY_KEY_SECRET: string;
  RAZORPAY_WEBHOOK_SECRET: string;
}

export interface TestProviders {
  stripe: FakeStripe;
  razorpay: FakeRazorpay;
  /** What every Worker is told of them. */
  vars: Record<string, string>;
  stop(): Promise<void>;
}

/** Whoever has keys of their own in the environment means the real providers; these stand in for all others. */
export const hasOwnProviders = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  ['STRIPE_SECRET_KEY', 'RAZORPAY_KEY_ID'].some((name) => (environment[name] ?? '') !== '');

export interface ProvidersOptions {
  /** Where the shop is: call-backs go to it. */
  shopUrl: string;
  /** What they have on record outlives the process below it. */
  dataDir: string;
  /** Theirs are this one and the next, if they are free: pages that were opened before a restart stay where they were. */
  firstPort: number;
  secrets: ProviderSecrets;
  behaviour?: Behaviour;
}

/** The payment providers of a shop on one machine: real HTTP servers with pages to click through, and no money. */
export async function startProviders(options: ProvidersOptions): Promise<TestProviders> {
  const { shopUrl, dataDir, firstPort, secrets, behaviour } = options;
  const optionsOf = (name: string, port: number) => ({
    port,
    callbackUrl: `${shopUrl}/webhooks/${name}`,
    bookPath: join(dataDir, `${name}.jsonl`),
    behaviour: behaviour ?? wellBehaved(),
    now: () => Date.now(),
  });
  const stripe = await startFakeStripe(
    { secretKey: secrets.STRIPE_SECRET_KEY, webhookSecret: secrets.STRIPE_WEBHOOK_SECRET },
    optionsOf('stripe', firstPort),
  );
  const razorpay = await startFakeRazorpay(
    {
      keyId: secrets.RAZORPAY_KEY_ID,
      keySecret: secrets.RAZORPAY_KEY_SECRET,
      webhookSecret: secrets.RAZORPAY_WEBHOOK_SECRET,
    },
    optionsOf('razorpay', firstPort + 1),
  );
  return {
    stripe,
    razorpay,
    vars: {
      ...secrets,
      STRIPE_URL: stripe.url,
      RAZORPAY_URL: razorpay.url,
      UPI_ID: 'tincture@testbank',
      BANK_ACCOUNT_NAME: 'Tincture (test mode)',
      BANK_ACCOUNT_NUMBER: '000000000000',
      BANK_IFSC: 'TEST0000000',
    },
    async stop() {
      await stripe.stop();
      await razorpay.stop();
    },
  };
}
