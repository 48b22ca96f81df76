/** The tools must neither ask the network for a sample of `request.cf` nor report how they are used. */
export const QUIET_TOOLS = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  ASTRO_TELEMETRY_DISABLED: '1',
};

/** Sets it for this process and for every child it starts. */
export function quietTools(): void {
  Object.assign(process.env, QUIET_TOOLS);
}
