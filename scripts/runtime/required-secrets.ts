/** What `wrangler secret put` must have set before a Worker can serve: without it, it answers 503 and logs the name. */
export const requiredSecrets: Readonly<Record<string, readonly string[]>> = {
  'tincture-gateway': ['DATABASE_URL', 'PERSONAL_KEYS'],
  'tincture-office': ['DATABASE_URL', 'PERSONAL_KEYS'],
  'tincture-graphql': ['DATABASE_URL', 'PERSONAL_KEYS'],
  'tincture-identity': ['DATABASE_URL', 'PERSONAL_KEYS', 'AUTH_SECRET'],
  'tincture-campaigns': ['DATABASE_URL', 'PERSONAL_KEYS'],
  'tincture-analytics': ['DATABASE_URL', 'PERSONAL_KEYS'],
  'tincture-webhooks': ['DATABASE_URL', 'PERSONAL_KEYS'],
  'tincture-objects': ['DATABASE_URL'],
};

/** Stands in the wrangler files until somebody writes the shop's own address. */
const EXAMPLE_HOST = 'tincture.example';

interface WorkerState {
  name: string;
  configPath: string;
  /** Names of the secrets that are set; undefined for a Worker that does not exist yet. */
  secrets: readonly string[] | undefined;
  variables: Readonly<Record<string, unknown>>;
}

/** What stands between a Worker and its customers, each with the command or the file that mends it. */
export function deployProblems({ name, configPath, secrets, variables }: WorkerState): string[] {
  const missing = (requiredSecrets[name] ?? []).filter((secret) => !(secrets ?? []).includes(secret));
  const examples = Object.entries(variables).filter(
    ([, value]) => typeof value === 'string' && URL.canParse(value) && new URL(value).hostname === EXAMPLE_HOST,
  );
  return [
    ...missing.map((secret) => `${name} lacks ${secret}: npx wrangler secret put ${secret} -c ${configPath}`),
    ...examples.map(
      ([variable]) => `${name} has the address of the example in ${variable}: write yours in ${configPath}`,
    ),
  ];
}
