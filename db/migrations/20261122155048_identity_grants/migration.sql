-- Secrets of accounts are the identity Worker's alone: what serves requests cannot even read them.
REVOKE ALL ON auth_users, auth_accounts, auth_two_factors, auth_passkeys, proofs, recovery_codes, sessions, refresh_tokens, signing_keys FROM tincture_app;
