export type OauthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied'
  | 'login_required'
  | 'consent_required'
  | 'temporarily_unavailable'
  | 'server_error';

/** A refusal in the words of RFC 6749, for an app. */
export class OauthError extends Error {
  readonly code: OauthErrorCode;
  readonly status: number;

  constructor(code: OauthErrorCode, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const headersOf = (status: number): Record<string, string> => ({
  'cache-control': 'no-store',
  pragma: 'no-cache',
  ...(status === 401 && { 'www-authenticate': 'Basic realm="apps"' }),
});

export const answerJson = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: headersOf(status) });

export const answerRefusal = ({ code, message, status }: OauthError): Response =>
  answerJson({ error: code, error_description: message }, status);
