import * as z from 'zod';
import { languages } from '#modules/catalog';

/** RFC 5321: the longest address that a mail can be sent to. */
const MAX_EMAIL_LENGTH = 254;
const MAX_NAME_LENGTH = 120;
/** Longer ones would only make us work: the policy of identity is stricter and says why. */
const MAX_PASSWORD_LENGTH = 1_000;
/** Links, challenges, ceremonies and refresh tokens are far shorter. */
const MAX_SECRET_LENGTH = 4_000;
/** A code with the spaces and hyphens that people put into it. */
const MAX_CODE_LENGTH = 40;
/** An authenticator's answer with an attestation certificate is some thousand characters. */
const MAX_CEREMONY_JSON_LENGTH = 20_000;
/** A path of our own pages. */
const MAX_RETURN_PATH_LENGTH = 500;
/** Nobody has more of one kind; a list beyond it would be a mistake of ours. */
const MAX_LISTED = 200;

const unprintable = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

const Email = z.string('Must be text').trim().max(MAX_EMAIL_LENGTH).pipe(z.email('Must be an email address'));
const Password = z.string('Must be text').min(1, 'Must not be empty').max(MAX_PASSWORD_LENGTH);
const Secret = z.string('Must be text').min(1, 'Must not be empty').max(MAX_SECRET_LENGTH);
const Code = z.string('Must be text').trim().min(1, 'Must not be empty').max(MAX_CODE_LENGTH);
const Language = z.enum(languages, 'Must be one of: en, hi');
const Label = z
  .string('Must be text')
  .trim()
  .min(1, 'Must not be empty')
  .max(MAX_NAME_LENGTH)
  .refine((text) => !unprintable.test(text), 'Must be one line of printable text');
const Json = z
  .record(z.string().max(MAX_NAME_LENGTH), z.unknown())
  .refine((json) => JSON.stringify(json).length <= MAX_CEREMONY_JSON_LENGTH, 'Is too long');
/** A second slash, also as a backslash, would lead to another host. */
const ReturnPath = z
  .string('Must be text')
  .max(MAX_RETURN_PATH_LENGTH)
  .regex(/^\/(?![/\\])[^\\\p{Cc}]*$/u, 'Must be a path of this shop, such as /account');

export const SignUpBody = z
  .strictObject({ name: Label, email: Email, password: Password, language: Language, invitation: Secret.optional() })
  .meta({ id: 'SignUp' });
export const EmailBody = z.strictObject({ email: Email });
export const MailBody = z.strictObject({ email: Email, language: Language });
export const TokenBody = z.strictObject({ token: Secret });
export const SignInBody = z.strictObject({ email: Email, password: Password });
export const NewPasswordBody = z.strictObject({ token: Secret, password: Password });
export const ChangePasswordBody = z.strictObject({ current: Password, password: Password });
export const RefreshBody = z.strictObject({
  refreshToken: Secret.optional().meta({ description: 'Left out by browsers: theirs is in a cookie' }),
});

const codeMethods = ['totp', 'recovery_code'] as const;
const CodeMethod = z.enum(codeMethods, 'Must be one of: totp, recovery_code');
export const SecondFactorBody = z.strictObject({ challenge: Secret, method: CodeMethod, code: Code });
export const StepUpBody = z.strictObject({ method: CodeMethod, code: Code });
export const PasswordBody = z.strictObject({ password: Password });
export const CodeBody = z.strictObject({ code: Code });
export const RemoveTotpBody = z.strictObject({ password: Password, code: Code });

export const PasskeyProofBody = z.strictObject({
  password: Password.optional().meta({
    description: 'Of an account without an authenticator app, unless a second factor was just shown',
  }),
});
export const NewPasskeyBody = z.strictObject({ ceremony: Secret, name: Label, response: Json });
export const PasskeyAnswerBody = z.strictObject({ ceremony: Secret, response: Json });

const ProviderId = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'Must be the id of a provider');
export const ProviderParams = z.strictObject({ provider: ProviderId });
export const BeginOutsideBody = z.strictObject({
  returnTo: ReturnPath,
  link: z.boolean().optional().meta({ description: 'Links it to the account that asks, instead of signing in' }),
});
export const FinishOutsideBody = z.strictObject({ code: Secret, state: Secret });
export const SessionParams = z.strictObject({ sessionId: z.uuid('Must be the id of a session') });
/** Passkeys are named by whoever made them: an authenticator's own id is no UUID. */
export const PasskeyParams = z.strictObject({ passkeyId: z.string().regex(/^[\w-]{1,200}$/, 'Must be an id') });

const Seconds = z.int().min(0);
/** The tokens stand here for programs; a browser's are in cookies that no script can read. */
export const SignedIn = z
  .object({
    status: z.literal('signed_in'),
    personId: z.uuid(),
    expiresInSeconds: Seconds,
    accessToken: z
      .string()
      .max(MAX_SECRET_LENGTH * 4)
      .optional(),
    refreshToken: z.string().max(MAX_SECRET_LENGTH).optional(),
  })
  .meta({ id: 'SignedIn' });
const SecondFactorNeeded = z
  .object({
    status: z.literal('second_factor'),
    challenge: z.string().max(MAX_SECRET_LENGTH),
    expiresInSeconds: Seconds,
    methods: z.array(z.enum(['totp', 'recovery_code', 'passkey'])).max(3),
  })
  .meta({ id: 'SecondFactorNeeded' });
export const SignInAnswer = z.union([SignedIn, SecondFactorNeeded]).meta({ id: 'SignInAnswer' });

const returnTo = z.string().max(MAX_RETURN_PATH_LENGTH);
export const OutsideAnswer = z
  .union([
    SignedIn.extend({ returnTo }),
    SecondFactorNeeded.extend({ returnTo }),
    z.object({ status: z.literal('linked'), returnTo }),
  ])
  .meta({ id: 'OutsideAnswer' });

export const CheckEmail = z.object({ status: z.literal('check_email') }).meta({ id: 'CheckEmail' });
export const Changed = z.object({ status: z.literal('changed') }).meta({ id: 'Changed' });
export const Ended = z.object({ ended: z.int().min(0) }).meta({ id: 'Ended' });
export const Removed = z.object({ status: z.literal('removed') }).meta({ id: 'Removed' });

const Instant = z.iso.datetime();
const SessionView = z
  .object({
    id: z.uuid(),
    device: z.string().max(MAX_SECRET_LENGTH),
    place: z.string().max(MAX_SECRET_LENGTH),
    createdAt: Instant,
    lastUsedAt: Instant,
    current: z.boolean(),
  })
  .meta({ id: 'Session' });
export const SessionList = z.object({ data: z.array(SessionView).max(MAX_LISTED) }).meta({ id: 'SessionList' });

export const TotpSetup = z
  .object({ uri: z.string().max(MAX_SECRET_LENGTH), secret: z.string().max(MAX_SECRET_LENGTH) })
  .meta({ id: 'TotpSetup' });
export const RecoveryCodes = z
  .object({ recoveryCodes: z.array(z.string().max(MAX_CODE_LENGTH)).max(MAX_LISTED) })
  .meta({ id: 'RecoveryCodes' });
/** The session goes on with tokens that say that a second factor was shown. */
export const TotpConfirmed = RecoveryCodes.extend({ session: SignedIn }).meta({ id: 'TotpConfirmed' });

export const PasskeyView = z
  .object({
    id: z.string().max(MAX_SECRET_LENGTH),
    name: z.string().max(MAX_NAME_LENGTH),
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: 'Passkey' });
export const PasskeyList = z.object({ data: z.array(PasskeyView).max(MAX_LISTED) }).meta({ id: 'PasskeyList' });
export const Ceremony = z
  .object({ ceremony: z.string().max(MAX_SECRET_LENGTH), options: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Ceremony' });

export const ProviderList = z
  .object({ data: z.array(z.object({ id: ProviderId, name: z.string().max(MAX_NAME_LENGTH) })).max(MAX_LISTED) })
  .meta({ id: 'ProviderList' });
export const OutsideBegun = z.object({ url: z.url().max(MAX_SECRET_LENGTH) }).meta({ id: 'OutsideBegun' });
