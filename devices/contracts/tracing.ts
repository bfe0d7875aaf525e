import Type, { type Static } from 'typebox';

/** `tracing` of the site file and of `cloud.yaml`. Where it is left out nothing of it is loaded. */
export const TracingFile = Type.Object(
  {
    otlpUrl: Type.String({
      pattern: '^https?://[^\\s#]+$',
      description: 'of the collector, OTLP over HTTP in JSON: http://HOST:4318/v1/traces',
    }),
    share: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, default: 0.01, description: 'of traces; alarms of priority 1 always' }),
    ),
  },
  { additionalProperties: false },
);
export type TracingFile = Static<typeof TracingFile>;
