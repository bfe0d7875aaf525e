import Type, { type Static } from 'typebox';
import { Id } from '../../devices/contracts/place.ts';
import { GrantPlace } from '../tenancy/place-name.ts';

const strict = { additionalProperties: false } as const;
/** Of the place where its gateways stand; the whole cloud where left out. */
const Place = Type.Optional(GrantPlace);

/** `notices` of `cloud.yaml`: who is told, beside the page, when something goes wrong with gateways. */
export const NoticesFile = Type.Object(
  {
    webhooks: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Id,
            place: Place,
            url: Type.String({ pattern: '^https?://[^\\s#]+$' }),
            secret: Type.Optional(
              Type.String({ pattern: '^whsec_[A-Za-z0-9+/=]{16,}$', description: 'signs as Standard Webhooks 1.0' }),
            ),
          },
          strict,
        ),
        { maxItems: 20 },
      ),
    ),
    mail: Type.Optional(
      Type.Object(
        {
          place: Place,
          host: Type.String({ minLength: 1, maxLength: 255 }),
          port: Type.Integer({ minimum: 1, maximum: 65_535 }),
          secure: Type.Optional(Type.Boolean({ description: 'TLS from the first byte; STARTTLS where left out' })),
          user: Type.Optional(Type.String({ minLength: 1 })),
          password: Type.Optional(Type.String({ minLength: 1 })),
          from: Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$' }),
          to: Type.Array(Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$' }), { minItems: 1, maxItems: 50 }),
        },
        strict,
      ),
    ),
  },
  { ...strict, description: 'who is told when something goes wrong with gateways' },
);
export type NoticesFile = Static<typeof NoticesFile>;
