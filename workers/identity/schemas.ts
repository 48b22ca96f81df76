import * as z from 'zod';

/** RFC 5321: the longest address that a mail can be sent to. */
const MAX_EMAIL_LENGTH = 254;
const MAX_NAME_LENGTH = 120;
/** A secret of ours has 47 characters; a sealed ceremony some hundred. */
const MAX_SECRET_LENGTH = 1_000;
/** A scrypt of more than this would only be work for whoever wants to make us work. The policy is stricter. */
const MAX_PASSWORD_LENGTH = 1_000;
const MAX_CODE_LENGTH = 40;
/** The answer of an authenticator with an attestation certificate is some thousand characters. */
const MAX_RESPONSE_LENGTH = 20_000;

const Email = z.email().max(MAX_EMAIL_LENGTH);
const Password = z.string().min(1).max(MAX_PASSWORD_LENGTH);
const Secret = z.string().min(1).max(MAX_SECRET_LENGTH);
const Code = z.string().trim().min(1).max(MAX_CODE_LENGTH);
const Language = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'Must be a language such as en or hi');
const Name = z.string().trim().min(1).max(MAX_NAME_LENGTH);

export const SignUpSchema = z.strictObject({
  name: Name,
  email: Email,
  password: Password,
  language: Language,
  invitation: Secret.optional(),
});
export type SignUp = z.output<typeof SignUpSchema>;

export const EmailSchema = z.strictObject({ email: Email });
export const MailRequestSchema = z.strictObject({ email: Email, language: Language });
export const SignInSchema = z.strictObject({ email: Email, password: Password });
export const TokenSchema = z.strictObject({ token: Secret });
export const ResetPasswordSchema = z.strictObject({ token: Secret, password: Password });
export const ChangePasswordSchema = z.strictObject({ current: Password, password: Password });
export const RefreshSchema = z.strictObject({ refreshToken: Secret });

const Method = z.enum(['totp', 'recovery_code']);
export const ChallengeAnswerSchema = z.strictObject({ challenge: Secret, method: Method, code: Code });
export const StepUpSchema = z.strictObject({ method: Method, code: Code });
export const PasswordSchema = z.strictObject({ password: Password });
export const CodeSchema = z.strictObject({ code: Code });
export const RemoveTotpSchema = z.strictObject({ password: Password, code: Code });

const Response = z
  .record(z.string(), z.unknown())
  .refine((response) => JSON.stringify(response).length <= MAX_RESPONSE_LENGTH, 'Is too long');
export const PasskeyAnswerSchema = z.strictObject({ ceremony: Secret, response: Response });
export const PasskeyProofSchema = z.strictObject({ password: Password.optional() });
export const NewPasskeySchema = z.strictObject({ ceremony: Secret, name: Name, response: Response });
