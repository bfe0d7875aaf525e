import Type, { type Static } from 'typebox';
import { consoleRoles } from './console-roles.ts';
import { Title } from './place.ts';

const strict = { additionalProperties: false } as const;
const Roles = Type.Array(Type.Enum([...consoleRoles]), { minItems: 1, uniqueItems: true });

/**
 * Signing in to the console with an account that is kept elsewhere: OpenID Connect Core 1.0, code flow with PKCE. The console's
 * own users go on working beside it.
 */
export const SiteOpenId = Type.Object(
  {
    issuer: Type.String({
      pattern: '^(https://[^\\s?#]+|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?(/[^\\s?#]*)?)$',
      maxLength: 512,
      description: 'address of the provider as its tokens name it; https, or http on this machine',
    }),
    clientId: Type.String({ minLength: 1, maxLength: 256 }),
    clientSecret: Type.Optional(
      Type.String({ minLength: 1, maxLength: 512, description: 'left out for a public client' }),
    ),
    roles: Type.Object(
      {
        claim: Type.Optional(
          Type.String({
            pattern: '^[^.\\s]+(\\.[^.\\s]+){0,4}$',
            maxLength: 128,
            default: 'groups',
            description: 'of the ID token, a text or a list; realm_access.roles reaches into an object',
          }),
        ),
        map: Type.Record(Type.String(), Roles, {
          minProperties: 1,
          maxProperties: 100,
          description: 'what the claim may say → roles here; somebody with none of them is refused',
        }),
      },
      strict,
    ),
    label: Title,
  },
  { ...strict, description: 'sign-in with accounts of an OpenID provider' },
);
export type SiteOpenId = Static<typeof SiteOpenId>;
