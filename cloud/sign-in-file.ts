import Type from 'typebox';
import { GrantPlace } from './tenancy/place-name.ts';
import { roles } from './tenancy/roles.ts';

const strict = { additionalProperties: false } as const;

/** `signIn` of cloud.yaml. */
export const SignIn = Type.Object(
  {
    issuer: Type.String({
      pattern: '^(?:https://[^\\s/?#@]+|http://(?:127\\.0\\.0\\.1|localhost)(?::[0-9]+)?)(?:/[^\\s?#]*)?$',
      description: 'https, but for a provider on this machine',
    }),
    clientId: Type.String({ minLength: 1, maxLength: 200 }),
    clientSecretFile: Type.Optional(Type.String({ minLength: 1, description: 'its first line' })),
    label: Type.String({ minLength: 1, maxLength: 80, description: 'on the button' }),
    scope: Type.Optional(Type.String({ pattern: '^openid(?: [!-~]+)*$', default: 'openid' })),
    claim: Type.Optional(Type.String({ minLength: 1, maxLength: 200, default: 'groups' })),
    endsWithToken: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'a session ends with the ID token that began it (`exp`); where left out with `session_expiry`, if it says one',
      }),
    ),
    grants: Type.Array(
      Type.Object(
        {
          group: Type.String({ minLength: 1, maxLength: 200 }),
          role: Type.Enum(roles),
          place: GrantPlace,
          reason: Type.Optional(
            Type.String({ minLength: 3, maxLength: 500, description: 'why one person may both ask and approve' }),
          ),
        },
        strict,
      ),
      { minItems: 1, maxItems: 500, description: 'which role at which place a group of the provider gives' },
    ),
  },
  { ...strict, description: 'an OpenID provider with whose accounts operators log in' },
);
