import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false } as const;
const Path = Type.String({ minLength: 1, maxLength: 512 });

/** What the settings of a port say of TLS. */
export const listenerTls = {
  tls: Type.Optional(
    Type.Union(
      [
        Type.Enum(['auto', 'off']),
        Type.Object(
          {
            certificate: Type.String({ ...Path, description: 'with its chain (PEM), relative to this file' }),
            key: Type.String({ ...Path, description: 'of that certificate (PEM)' }),
          },
          strict,
        ),
      ],
      {
        description:
          'auto: with a certificate of the site’s own authority; or with files, which are read again when they change. Left out: off on loopback; elsewhere auto, and plain connections are taken beside it',
      },
    ),
  ),
  plain: Type.Optional(
    Type.Boolean({
      description:
        'connections without TLS are taken at the same port, for a change-over; left out: only where tls is left out',
    }),
  ),
};

export interface SiteListener {
  host: string;
  tls?: 'auto' | 'off' | { certificate: string; key: string };
  plain?: boolean;
}

export interface ListenerRules {
  tls: 'auto' | 'off' | { certificate: string; key: string };
  /** Connections without TLS are taken. */
  plain: boolean;
  /** Nobody has said what is to be: what came before goes on, and somebody should be told. */
  undecided: boolean;
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

export function rulesOfListener({ host, tls, plain }: SiteListener): ListenerRules {
  const undecided = tls === undefined && plain === undefined && !loopback.test(host);
  const chosen = tls ?? (loopback.test(host) ? 'off' : 'auto');
  return { tls: chosen, plain: chosen === 'off' || (plain ?? tls === undefined), undecided };
}

/** Names and addresses under which a gateway is reached, beyond those of its machine. */
export const GatewayNames = Type.Array(
  Type.String({ pattern: '^[A-Za-z0-9.:-]{1,253}$', description: 'host name or address' }),
  { maxItems: 32, uniqueItems: true },
);
export type GatewayNames = Static<typeof GatewayNames>;
