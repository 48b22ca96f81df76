import type { AuthorizationServer } from 'oauth4webapi';

/** A place where people have accounts, with its endpoints written out: nothing is asked for at run time. */
export interface OutsideProvider {
  id: string;
  name: string;
  server: AuthorizationServer;
  clientId: string;
  clientSecret: string;
  scope: string;
  /** `github` has no id token: it is asked who it was. */
  api: { user: string; emails: string } | null;
}

type Variables = Readonly<Record<string, unknown>>;
const text = (variables: Variables, name: string): string | undefined => {
  const value = variables[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The providers whose variables are all set; one of which some are missing is left out. */
export function readProviders(variables: Variables): OutsideProvider[] {
  return [google(variables), github(variables), generic(variables)].filter((provider) => provider !== undefined);
}

function google(variables: Variables): OutsideProvider | undefined {
  const clientId = text(variables, 'GOOGLE_CLIENT_ID');
  const clientSecret = text(variables, 'GOOGLE_CLIENT_SECRET');
  if (clientId === undefined || clientSecret === undefined) return undefined;
  const server: AuthorizationServer = {
    issuer: 'https://accounts.google.com',
    authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
    token_endpoint: 'https://oauth2.googleapis.com/token',
    jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
  };
  return { id: 'google', name: 'Google', server, clientId, clientSecret, scope: 'openid email profile', api: null };
}

function github(variables: Variables): OutsideProvider | undefined {
  const clientId = text(variables, 'GITHUB_CLIENT_ID');
  const clientSecret = text(variables, 'GITHUB_CLIENT_SECRET');
  if (clientId === undefined || clientSecret === undefined) return undefined;
  const server: AuthorizationServer = {
    issuer: 'https://github.com',
    authorization_endpoint: 'https://github.com/login/oauth/authorize',
    token_endpoint: 'https://github.com/login/oauth/access_token',
  };
  const api = { user: 'https://api.github.com/user', emails: 'https://api.github.com/user/emails' };
  return { id: 'github', name: 'GitHub', server, clientId, clientSecret, scope: 'read:user user:email', api };
}

function generic(variables: Variables): OutsideProvider | undefined {
  const [name, issuer, authorization, token, jwks, clientId, clientSecret] = [
    'OIDC_NAME',
    'OIDC_ISSUER',
    'OIDC_AUTHORIZATION_URL',
    'OIDC_TOKEN_URL',
    'OIDC_JWKS_URL',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
  ].map((variable) => text(variables, variable));
  if (!name || !issuer || !authorization || !token || !jwks || !clientId || !clientSecret) return undefined;
  const server: AuthorizationServer = {
    issuer,
    authorization_endpoint: authorization,
    token_endpoint: token,
    jwks_uri: jwks,
  };
  return { id: 'oidc', name, server, clientId, clientSecret, scope: 'openid email profile', api: null };
}
