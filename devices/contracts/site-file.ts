import Type, { type Static } from 'typebox';
import { CameraScene } from './camera-scene.ts';
import { CardText } from './cards.ts';
import { At, Day, Id, Ring, SiteLocation, Title } from './place.ts';
import { VehicleEntry } from './plates.ts';
import { SiteAlarms, SitePlan } from './site-alarms.ts';
import { SiteBroker } from './site-broker.ts';
import { AccessSettings, Interlock, SiteDoor } from './site-doors.ts';
import { GatewayNames, listenerTls } from './site-listener.ts';
import { SiteParking } from './site-parking.ts';
import { SitePrivacy } from './site-privacy.ts';
import { SiteRemote } from './site-remote.ts';
import { SiteOpenId } from './site-sign-in.ts';
import { SiteUpdates } from './site-updates.ts';
import { TracingFile } from './tracing.ts';

/**
 * The site file: everything a gateway must be told, in one YAML document. Its JSON Schema is written to
 * `site.schema.json` (`npm run schema`) for editors to complete from. References between its parts are checked by
 * the gateway when it loads the file.
 */
const strict = { additionalProperties: false } as const;

export const deviceKinds = [
  'door-controller',
  'card-reader',
  'barrier',
  'smoke',
  'gas',
  'manhole',
  'vibration',
  'water-level',
  'help-button',
  'call-point',
  'intercom',
  'lift',
  'water-meter',
  'parking-bay',
] as const;
export const cameraKinds = ['face-camera', 'anpr-camera', 'dome-camera'] as const;

export const DeviceKind = Type.Enum([...deviceKinds]);
export type DeviceKind = Static<typeof DeviceKind>;
export const CameraKind = Type.Enum([...cameraKinds]);
export type CameraKind = Static<typeof CameraKind>;

const Via = Type.Optional(
  Type.String({ description: 'id of the device through which it is reached; its loss hides the loss of this one' }),
);
const Outline = Type.Optional(
  Type.Array(Type.Tuple([Type.Number(), Type.Number()]), {
    minItems: 3,
    maxItems: 200,
    description: 'corners on the plan, [x, y] in metres',
  }),
);
const Place = { ring: Ring, zone: Type.Optional(Id), name: Title, at: Type.Optional(At) };
const Port = Type.Integer({ minimum: 0, maximum: 65_535, description: '0 takes any free port' });
const Host = Type.String({ minLength: 1, maxLength: 255 });
const IsoTime = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d))?$',
  description: 'ISO 8601 date, or date and time with its offset',
});

export const SiteDevice = Type.Object(
  {
    id: Id,
    kind: DeviceKind,
    ...Place,
    secret: Type.String({ minLength: 12, maxLength: 128, description: 'MQTT password; the user name is the id' }),
    via: Via,
    home: Type.Optional(
      Type.Object(
        { unit: Id, room: Type.String({ minLength: 1, maxLength: 20 }) },
        {
          ...strict,
          description: 'the home that it stands in or measures; of a parking bay, the home that it is kept for',
        },
      ),
    ),
    plates: Type.Optional(
      Type.Array(Type.String({ minLength: 6, maxLength: 10 }), {
        minItems: 1,
        maxItems: 20,
        uniqueItems: true,
        description: 'for a parking bay: the vehicles that it is kept for',
      }),
    ),
    door: Type.Optional(Type.String({ description: 'for a card reader: the door it stands at' })),
    side: Type.Optional(
      Type.Enum(['entry', 'exit'], { default: 'entry', description: 'for a card reader: the way it lets people go' }),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          high: Type.Number({ minimum: 0, maximum: 100, description: 'metres' }),
          highHigh: Type.Optional(Type.Number({ minimum: 0, maximum: 100, description: 'metres: danger of flooding' })),
          hysteresis: Type.Optional(
            Type.Number({
              minimum: 0,
              maximum: 10,
              default: 0.1,
              description: 'metres below a limit at which it ends',
            }),
          ),
        },
        { ...strict, description: 'for a water level sensor; without them its own judgement counts' },
      ),
    ),
    inactivity: Type.Optional(
      Type.Object(
        {
          hours: Type.Optional(Type.Integer({ minimum: 6, maximum: 48, default: 12 })),
          litres: Type.Optional(Type.Number({ minimum: 1, maximum: 100, default: 10 })),
        },
        {
          ...strict,
          description:
            'for a water meter of somebody who lives alone and asked for it: less water than this in so many hours calls the guard',
        },
      ),
    ),
  },
  strict,
);
export type SiteDevice = Static<typeof SiteDevice>;

export const DeviceApproval = Type.Enum(['site-file', 'operator'], {
  default: 'site-file',
  description:
    'site-file: what is listed under devices counts as approved; operator: a device that is new, or comes back with another serial number, waits until a person approves it',
});
export type DeviceApproval = Static<typeof DeviceApproval>;

export const livenessPolicies = ['off', 'signal', 'gate'] as const;
export const LivenessPolicy = Type.Enum([...livenessPolicies], {
  description: 'off: not looked at; signal: told to the guard; gate: a face that does not look alive opens nothing',
});
export type LivenessPolicy = Static<typeof LivenessPolicy>;

export const SiteCamera = Type.Object(
  {
    id: Id,
    kind: CameraKind,
    ...Place,
    url: Type.String({
      pattern: '^rtsps?://',
      maxLength: 1024,
      description: 'RTSP address; may hold user:password@',
    }),
    transport: Type.Optional(Type.Enum(['tcp', 'udp'], { default: 'tcp' })),
    door: Type.Optional(Type.String({ description: 'face camera: the door it opens' })),
    barrier: Type.Optional(Type.String({ description: 'ANPR camera: the barrier it opens' })),
    liveness: Type.Optional(LivenessPolicy),
    via: Via,
    node: Type.Optional(
      Type.String({ description: 'the perception node that looks at it; the gateway itself if left out' }),
    ),
    scene: Type.Optional(CameraScene),
  },
  strict,
);
export type SiteCamera = Static<typeof SiteCamera>;

export const SiteBarrier = Type.Object(
  {
    id: Id,
    ...Place,
    controller: Type.String({ description: 'id of its barrier device' }),
    direction: Type.Enum(['in', 'out']),
  },
  strict,
);
export type SiteBarrier = Static<typeof SiteBarrier>;

export const FaceConsent = Type.Object(
  {
    notice: Type.String({ minLength: 1, maxLength: 40, description: 'version of the notice that was read' }),
    method: Type.Enum(['signed-paper', 'signed-screen', 'app']),
    givenAt: IsoTime,
    expiresAt: IsoTime,
    withdrawnAt: Type.Optional(IsoTime),
    guardian: Type.Optional(Type.String({ maxLength: 100, description: 'who consented for a child under 14' })),
  },
  strict,
);
export type FaceConsent = Static<typeof FaceConsent>;

export const SiteResident = Type.Object(
  {
    id: Id,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    born: Type.Optional(Day),
    home: Type.Object({ unit: Id, room: Type.String({ minLength: 1, maxLength: 20 }) }, strict),
    cards: Type.Optional(Type.Array(CardText)),
    plates: Type.Optional(Type.Array(Type.Union([Type.String({ minLength: 6, maxLength: 10 }), VehicleEntry]))),
    face: Type.Optional(
      Type.Object(
        {
          photos: Type.Optional(
            Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
              minItems: 1,
              maxItems: 10,
              description: 'paths relative to this file; none for somebody who is enrolled at a camera',
            }),
          ),
          consent: FaceConsent,
        },
        strict,
      ),
    ),
  },
  strict,
);
export type SiteResident = Static<typeof SiteResident>;

/** Perception of the whole site. */
export const PerceptionSettings = Type.Object(
  {
    workers: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 16, description: 'camera processes on the gateway; default 2' }),
    ),
    memoryMb: Type.Optional(
      Type.Integer({
        minimum: 256,
        maximum: 65_536,
        description:
          'a camera process that takes more MiB is started anew; default 2048, or its share of half of the memory that machine, container or service has, but 512 at least',
      }),
    ),
    nodes: Type.Optional(
      Type.Array(Type.Object({ id: Id, secret: Type.String({ minLength: 20, maxLength: 128 }) }, strict), {
        maxItems: 16,
        description: 'perception processes on other machines, which join over MQTT',
      }),
    ),
    faces: Type.Optional(
      Type.Object(
        {
          threshold: Type.Optional(Type.Number({ minimum: 0.2, maximum: 0.9, description: 'cosine; default 0.42' })),
          margin: Type.Optional(Type.Number({ minimum: 0.02, maximum: 0.5, description: 'to the next person' })),
          liveness: Type.Optional(LivenessPolicy),
        },
        strict,
      ),
    ),
    plates: Type.Optional(
      Type.Object(
        {
          confusable: Type.Optional(
            Type.Enum(['ask-guard', 'grant'], {
              default: 'ask-guard',
              description: 'what a reading does that differs from one registered plate by one look-alike character',
            }),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type PerceptionSettings = Static<typeof PerceptionSettings>;

/** What is kept of an alarm, and for how long. */
export const EvidenceSettings = Type.Object(
  {
    beforeS: Type.Optional(Type.Number({ minimum: 0, maximum: 30, default: 10 })),
    afterS: Type.Optional(Type.Number({ minimum: 0, maximum: 60, default: 20 })),
    keepDays: Type.Optional(
      Type.Object(
        {
          picture: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 90 })),
          clip: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 30 })),
          export: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 7 })),
        },
        strict,
      ),
    ),
    maxMegabytes: Type.Optional(Type.Integer({ minimum: 50, maximum: 1_000_000, default: 4000 })),
  },
  strict,
);
export type EvidenceSettings = Static<typeof EvidenceSettings>;

/** A part of the compound. Its official code is opaque: cities number their dwellings in their own ways. */
const SiteAddress = Type.Object(
  {
    id: Id,
    name: Title,
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'official address code' })),
    grid: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'duty area (网格)' })),
    outline: Outline,
  },
  strict,
);

/** IANA name of the zone in which a site's schedules are read that names none. */
export const defaultTimeZone = 'Asia/Shanghai';

export const SiteFile = Type.Object(
  {
    site: Type.Object(
      {
        id: Id,
        name: Title,
        timezone: Type.Optional(Type.String({ default: defaultTimeZone })),
        location: Type.Optional(SiteLocation),
      },
      strict,
    ),
    gateway: Type.Object(
      {
        id: Id,
        data: Type.String({ minLength: 1, description: 'folder for its databases, relative to this file' }),
        mqtt: Type.Optional(
          Type.Object(
            { host: Host, port: Port, ...listenerTls },
            { ...strict, description: 'where the built-in broker listens' },
          ),
        ),
        broker: Type.Optional(SiteBroker),
        console: Type.Object({ host: Host, port: Port, ...listenerTls, oidc: Type.Optional(SiteOpenId) }, strict),
        names: Type.Optional(GatewayNames),
      },
      strict,
    ),
    tracing: Type.Optional(TracingFile),
    cloud: Type.Optional(
      Type.Object(
        {
          url: Type.String({
            pattern: '^https?://',
            description: 'with a claim the https address of the port for gateways',
          }),
          token: Type.Optional(
            Type.String({ minLength: 16, description: 'a shared secret in the place of a certificate' }),
          ),
          claim: Type.Optional(
            Type.String({
              minLength: 40,
              maxLength: 1024,
              description: 'a claim code as the cloud showed it; used once',
            }),
          ),
        },
        {
          ...strict,
          description: 'without a token the gateway claims a certificate, with a code from here or given later',
        },
      ),
    ),
    perception: Type.Optional(PerceptionSettings),
    evidence: Type.Optional(EvidenceSettings),
    alarms: Type.Optional(SiteAlarms),
    plan: Type.Optional(SitePlan),
    zones: Type.Array(
      Type.Object(
        {
          id: Id,
          ring: Ring,
          name: Title,
          outline: Outline,
          next: Type.Optional(Type.Array(Id, { uniqueItems: true, description: 'zones beside or above this one' })),
        },
        strict,
      ),
    ),
    buildings: Type.Optional(Type.Array(SiteAddress)),
    units: Type.Array(
      Type.Object(
        { ...SiteAddress.properties, building: Type.Optional(Type.String({ description: 'id of its building' })) },
        strict,
      ),
    ),
    devices: Type.Array(SiteDevice),
    deviceApproval: Type.Optional(DeviceApproval),
    cameras: Type.Array(SiteCamera),
    doors: Type.Array(SiteDoor),
    barriers: Type.Array(SiteBarrier),
    interlocks: Type.Optional(Type.Array(Interlock)),
    access: Type.Optional(AccessSettings),
    parking: Type.Optional(SiteParking),
    privacy: Type.Optional(SitePrivacy),
    remote: Type.Optional(SiteRemote),
    updates: Type.Optional(SiteUpdates),
    residents: Type.Array(SiteResident, {
      description:
        'people whom the register takes over at the start: those that are new or whose entry has changed since; all others are entered at the console',
    }),
  },
  { ...strict, title: 'Ringward site file' },
);
export type SiteFile = Static<typeof SiteFile>;
