import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false } as const;

export const BrokerUrl = Type.String({
  pattern: '^mqtts?://[^\\s/@?#]+/?$',
  maxLength: 300,
  description: 'mqtt://host:port, or mqtts:// for TLS; without a password, which has a place of its own',
});
const Path = Type.String({ minLength: 1, maxLength: 512 });

/**
 * A broker of the site's own (Mosquitto, EMQX, NATS …) in the place of the built-in one. That each device speaks as itself only
 * is then that broker's to see to: `npm run gateway -- --config site.yaml broker-acl` writes the rules for Mosquitto.
 */
export const SiteBrokerSettings = Type.Object(
  {
    url: BrokerUrl,
    username: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9-]{1,64}$',
        description: 'also the client id; the id of the gateway if left out',
      }),
    ),
    passwordFile: Type.Optional(
      Type.String({ ...Path, description: 'its first line is the password; relative to this file' }),
    ),
    passwordEnv: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z_][A-Za-z0-9_]{0,99}$',
        default: 'RINGWARD_BROKER_PASSWORD',
        description: 'the variable of the environment that holds the password',
      }),
    ),
    ca: Type.Optional(
      Type.String({
        ...Path,
        description: 'certificates (PEM) by which the broker is known; those of the system if left out',
      }),
    ),
    certificate: Type.Optional(
      Type.String({ ...Path, description: 'of the gateway (PEM), for a broker that asks for one' }),
    ),
    key: Type.Optional(Type.String({ ...Path, description: 'of that certificate (PEM)' })),
    servername: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description: 'the name in its certificate, where the address is another',
      }),
    ),
    version: Type.Optional(
      Type.Enum(['5', '3.1.1'], {
        default: '5',
        description: 'of MQTT; 3.1.1 for a broker that lacks 5, such as NATS',
      }),
    ),
  },
  strict,
);
export type SiteBrokerSettings = Static<typeof SiteBrokerSettings>;

/** The address alone, or the address with more. */
export const SiteBroker = Type.Union([BrokerUrl, SiteBrokerSettings]);
export type SiteBroker = Static<typeof SiteBroker>;

export const toBrokerSettings = (broker: SiteBroker): SiteBrokerSettings =>
  typeof broker === 'string' ? { url: broker } : broker;

export interface BusAddress {
  host: string;
  port: number;
  tls: boolean;
}

/** Where the devices of a site find their bus. `gateway` is that of a site file that was checked: it has one of the two. */
export function busAddress(gateway: {
  mqtt?: { host: string; port: number } | undefined;
  broker?: SiteBroker | undefined;
}): BusAddress {
  if (gateway.broker !== undefined) return readBrokerUrl(toBrokerSettings(gateway.broker).url);
  return { host: gateway.mqtt?.host ?? '127.0.0.1', port: gateway.mqtt?.port ?? 0, tls: false };
}

/** Without a port the one that IANA gives: 1883, with TLS 8883. */
export function readBrokerUrl(url: string): BusAddress {
  const { protocol, hostname, port } = new URL(url);
  const tls = protocol === 'mqtts:';
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (tls ? 8883 : 1883) : Number(port), tls };
}
