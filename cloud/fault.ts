/**
 * Every fault of the cloud that an operator, a gateway or a browser can meet. `status` is the HTTP status where it
 * answers a request; `hint` says what to do. The page translates by code.
 */
export const faultCatalogue = {
  'arguments-invalid': { status: 500, hint: 'Run with --help to see the commands and options' },
  'config-unreadable': {
    status: 500,
    hint: 'Give the path of a readable YAML file: npm run cloud -- --config cloud.yaml',
  },
  'config-invalid': { status: 500, hint: 'Correct the named field; --help lists what the file may hold' },
  'address-unusable': {
    status: 500,
    hint: 'Stop the program that uses the port, or choose another with --host and --port',
  },
  'data-folder-unusable': {
    status: 500,
    hint: 'Make the folder writable for the user that runs the cloud, or name another one with --data',
  },
  'database-newer': { status: 500, hint: 'Run the version that wrote this data, or restore a backup' },
  'database-damaged': {
    status: 500,
    hint: 'Move the file away and restore a backup; the gateways keep what is not acknowledged',
  },
  'password-file-unusable': {
    status: 500,
    hint: 'Give a readable file with a password of 8 characters or more on its first line',
  },
  'gateway-known': { status: 500, hint: 'Add --rotate to give it a new token and end the old one' },

  'login-needed': { status: 401, hint: 'Log in with POST /v1/session' },
  'wrong-password': {
    status: 401,
    hint: 'The password was printed at the first start; npm run cloud -- new-password makes a new one',
  },
  'too-many-attempts': { status: 429, hint: 'Wait as long as Retry-After says, then try again' },
  'foreign-origin': { status: 403, hint: 'Use the page under the address the cloud is configured for (publicUrl)' },
  'request-invalid': { status: 400, hint: 'Correct the named field; GET /v1/openapi.json describes every request' },
  'content-type-unsupported': { status: 415, hint: 'Send JSON with content-type: application/json, plain or gzip' },
  'not-found': { status: 404, hint: 'GET /v1/openapi.json lists every address' },

  'token-unknown': {
    status: 401,
    hint: 'Give the gateway its token; npm run cloud -- add-gateway ID --rotate makes a new one',
  },
  'gateway-mismatch': { status: 403, hint: 'A token speaks only for its own gateway and site' },
  'body-too-large': { status: 413, hint: 'Send smaller batches: at most 500 events and 4 MiB, counted after gunzip' },
  'too-fast': { status: 429, hint: 'Wait as long as Retry-After says, then go on with fuller batches' },
  'cloud-busy': { status: 503, hint: 'Wait as long as Retry-After says, then send the same again' },
  'store-unavailable': {
    status: 503,
    hint: 'Nothing was stored; free disk space or look at the log of the cloud, gateways try again by themselves',
  },
  'cursor-unknown': { status: 409, hint: 'Open GET /v1/downlink again; its hello tells the epoch and where it begins' },
  'already-acknowledged': { status: 409, hint: 'Read the alarm again: it shows who was first; a note can be added' },
  'alarm-closed': { status: 409, hint: 'Read the alarm again; the site can reopen it' },
  'downlink-full': {
    status: 503,
    hint: 'Bring the gateway back online or call the site; nothing that waits is let go',
  },
  'page-missing': { status: 503, hint: 'Run npm run build; it builds the page' },
  internal: { status: 500, hint: 'Look at the log of the cloud for this time' },
} as const satisfies Record<string, { status: number; hint: string }>;

export type FaultCode = keyof typeof faultCatalogue;

export interface FaultOptions {
  cause?: unknown;
  /** Whole seconds after which the same request may succeed; sent as Retry-After. */
  retryAfterS?: number;
}

/** Something went wrong that a person or a gateway has to know: a stable code, what and where, and what to do. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly status: number;
  readonly hint: string;
  readonly retryAfterS: number | undefined;

  constructor(code: FaultCode, what: string, options: FaultOptions = {}) {
    super(what, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.status = faultCatalogue[code].status;
    this.hint = faultCatalogue[code].hint;
    this.retryAfterS = options.retryAfterS;
  }
}
