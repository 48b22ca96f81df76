import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { hasOwnProviders, type ProviderSecrets, startProviders } from '../providers/start-providers.ts';

const SecretsSchema = z.object({
  STRIPE_SECRET_KEY: z.string(),
  STRIPE_WEBHOOK_SECRET: z.string(),
  RAZORPAY_KEY_ID: z.string(),
  RAZORPAY_KEY_SECRET: z.string(),
  RAZORPAY_WEBHOOK_SECRET: z.string(),
});

function newSecrets(): ProviderSecrets {
  const random = () => randomBytes(24).toString('base64url');
  return {
    STRIPE_SECRET_KEY: `sk_test_${random()}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${random()}`,
    RAZORPAY_KEY_ID: `rzp_test_${randomBytes(7).toString('hex')}`,
    RAZORPAY_KEY_SECRET: random(),
    RAZORPAY_WEBHOOK_SECRET: random(),
  };
}

/** Keys of providers that hold no money: made once, and made again where they cannot be read. */
function providerSecrets(folder: string): ProviderSecrets {
  const path = join(folder, 'secrets.json');
  try {
    return SecretsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    const secrets = newSecrets();
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    return secrets;
  }
}

/** What Workers may be told of payments: see PaymentVariables. */
const variableNames = [
  ...SecretsSchema.keyof().options,
  'STRIPE_URL',
  'RAZORPAY_URL',
  'UPI_ID',
  'BANK_ACCOUNT_NAME',
  'BANK_ACCOUNT_NUMBER',
  'BANK_IFSC',
  'PAYMENT_METHODS',
];

/** What the shop is told of payment providers, and how to end those of ours. */
export interface RunningProviders {
  vars: Record<string, string>;
  /** Where the providers in test mode are; undefined where real ones are told. */
  urls: TestProviderUrls | undefined;
  stop(): Promise<void>;
}

export interface TestProviderUrls {
  stripe: string;
  razorpay: string;
}

/**
 * Payment providers in test mode, so that a newcomer can pay by card and UPI at once; where the environment holds keys of real
 * ones, these are told instead. Their records live in the data folder.
 */
export async function openTestProviders(dataDir: string, port: number): Promise<RunningProviders> {
  const { env } = process;
  const told = variableNames.flatMap((name): [string, string][] => (env[name] ? [[name, env[name]]] : []));
  if (hasOwnProviders(env)) return { vars: Object.fromEntries(told), urls: undefined, stop: async () => undefined };
  const folder = join(dataDir, 'providers');
  const shop = { shopUrl: `http://127.0.0.1:${port}`, dataDir: folder, firstPort: port + 1 };
  const providers = await startProviders({ ...shop, secrets: providerSecrets(folder) });
  return {
    vars: { ...providers.vars, ...Object.fromEntries(told) },
    urls: { stripe: providers.stripe.url, razorpay: providers.razorpay.url },
    stop: () => providers.stop(),
  };
}
