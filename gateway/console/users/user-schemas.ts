import Type from 'typebox';
import { EpochMs } from '../../../devices/contracts/place.ts';
import { permissions, roles } from '../../privacy/roles.ts';
import { Count, Opaque, strict } from '../console-schemas.ts';
import { userNamePattern } from './users-file.ts';

const Password = Type.String({ minLength: 1, maxLength: 256 });
const Reason = Type.String({ minLength: 4, maxLength: 200 });
const FullName = Type.String({ maxLength: 100, description: 'for people to read; empty takes it away' });
const Roles = Type.Array(Type.Enum([...roles]), { minItems: 1, maxItems: roles.length, uniqueItems: true });
const AcceptConflict = Type.Optional(
  Type.Object(
    { reason: Reason },
    { ...strict, description: 'these roles together ask for something and approve it: taken on purpose, and why' },
  ),
);

export const UserParams = Type.Object({ name: Type.String({ pattern: userNamePattern }) }, strict);
export const User = Type.Object(
  {
    name: Type.String(),
    fullName: Type.Optional(Type.String()),
    roles: Type.Array(Type.Enum([...roles])),
    conflicts: Type.Array(Type.Enum([...permissions]), {
      description: 'what this user may approve and ask for; never their own',
    }),
    disabled: Type.Boolean(),
    mustChange: Type.Boolean({ description: 'has a password that somebody else has seen' }),
    totp: Type.Boolean({ description: 'asked for a code after the password' }),
    external: Type.Boolean({ description: 'signs in at the provider' }),
    sessions: Count,
    lastSignInMs: Type.Optional(EpochMs),
  },
  strict,
);
export const NewUser = Type.Object(
  {
    name: Type.String({ pattern: userNamePattern, description: 'lower-case letters, digits and hyphens' }),
    roles: Roles,
    fullName: Type.Optional(FullName),
    acceptConflict: AcceptConflict,
  },
  strict,
);
export const UserChange = Type.Object(
  {
    roles: Type.Optional(Roles),
    fullName: Type.Optional(FullName),
    disabled: Type.Optional(Type.Boolean()),
    acceptConflict: AcceptConflict,
  },
  { ...strict, minProperties: 1 },
);
export const WhyRemoved = Type.Object({ reason: Reason }, strict);
export const UserWithPassword = Type.Object(
  { user: User, password: Type.String({ description: 'shown this once' }) },
  strict,
);

export const Account = Type.Object(
  {
    user: Type.String(),
    fullName: Type.Optional(Type.String()),
    roles: Type.Array(Type.Enum([...roles])),
    external: Type.Boolean(),
    mustChange: Type.Boolean(),
    totp: Type.Optional(Type.Object({ sinceMs: EpochMs, recoveryCodes: Count }, strict)),
  },
  strict,
);
export const NewPassword = Type.Object({ old: Password, wanted: Password }, strict);
export const OwnPassword = Type.Object({ password: Password }, strict);
export const Session = Type.Object(
  {
    id: Opaque,
    agent: Type.String({ description: 'what the browser calls itself' }),
    address: Type.String(),
    sinceMs: EpochMs,
    lastMs: EpochMs,
    current: Type.Boolean(),
  },
  strict,
);
export const Enrolment = Type.Object(
  {
    secret: Type.String({ description: 'base32, for typing in' }),
    uri: Type.String({ description: 'otpauth address' }),
    picture: Type.String({ description: 'the address as a code to photograph, a data: address' }),
  },
  strict,
);
export const TotpCode = Type.Object({ code: Type.String({ minLength: 6, maxLength: 20 }) }, strict);
export const RecoveryCodes = Type.Object(
  { recoveryCodes: Type.Array(Type.String(), { description: 'each opens once; shown this once' }) },
  strict,
);
