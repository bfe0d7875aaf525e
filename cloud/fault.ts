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
  'data-folder-in-use': {
    status: 500,
    hint: 'Stop the cloud that uses the folder, or wait until the backup or restore has ended',
  },
  'backup-failed': { status: 500, hint: 'Make room or name another place; what is there was not changed' },
  'backup-refused': { status: 500, hint: 'Take another backup; nothing was changed' },
  'passphrase-unusable': { status: 500, hint: 'Name a file whose first line is a passphrase of 12 characters or more' },
  'store-unreachable': {
    status: 500,
    hint: 'Start PostgreSQL, or correct host, port, name or TLS in the address of the store',
  },
  'store-refused': {
    status: 500,
    hint: 'Correct user and password of the store; the user must own the database or may create tables in it',
  },
  'password-file-unusable': {
    status: 500,
    hint: 'Give a readable file whose first line is a password of 8 characters or more that is no common word',
  },
  'gateway-known': { status: 500, hint: 'Add --rotate to give it a new token and end the old one' },

  'login-needed': { status: 401, hint: 'Log in with POST /v1/session' },
  forbidden: { status: 403, hint: 'Ask an administrator for a role that may do this, there' },
  'sign-taken': { status: 409, hint: 'Choose another sign: each is for one operator, for ever' },
  'roles-collide': {
    status: 409,
    hint: 'Give the approving to somebody else, or say in writing why one person may both ask and approve',
  },
  'tenancy-moved': {
    status: 409,
    hint: 'Somebody else changes places or roles at the same moment; look at them again, then repeat it',
  },
  'last-administrator': { status: 409, hint: 'Make somebody else administrator of the whole cloud first' },
  'place-in-use': { status: 409, hint: 'Move what hangs below it and take the roles there away first' },
  'token-too-weak': { status: 403, hint: 'Log in; tokens do not manage sessions, tokens or operators' },
  'tenant-mismatch': {
    status: 403,
    hint: 'A gateway stays with its tenant; the provider moves it: a claim code for both, and his word on the claim',
  },
  'no-provider': { status: 404, hint: 'Log in with sign and password, or write signIn into the configuration file' },
  'provider-unreachable': { status: 503, hint: 'Log in with sign and password; the provider does not answer' },
  'wrong-password': {
    status: 401,
    hint: 'The password was printed at the first start; npm run cloud -- new-password makes a new one',
  },
  'password-common': {
    status: 422,
    hint: 'Choose no common word with digits and nothing that repeats itself; several words of your own are better',
  },
  'password-of-place': {
    status: 422,
    hint: 'Choose no password made of your sign, the names of your places or words of the trade; add words of your own',
  },
  'code-needed': { status: 401, hint: 'Send the same again with `code`: of the phone, or a recovery code' },
  'wrong-code': {
    status: 401,
    hint: 'Wait for the next code, and look at the clock of the phone; without it give a recovery code, or ask an administrator',
  },
  'enrolment-needed': { status: 403, hint: 'Put a second factor into your phone: POST /v1/session/second-factor' },
  'second-factor-state': { status: 409, hint: 'Look at it again with GET /v1/session/second-factor, or begin anew' },
  'too-many-attempts': { status: 429, hint: 'Wait as long as Retry-After says, then try again' },
  'foreign-origin': { status: 403, hint: 'Use the page under the address the cloud is configured for (publicUrl)' },
  'request-invalid': { status: 400, hint: 'Correct the named field; GET /v1/openapi.json describes every request' },
  'content-type-unsupported': { status: 415, hint: 'Send JSON with content-type: application/json, plain or gzip' },
  'not-found': { status: 404, hint: 'GET /v1/openapi.json lists every address' },

  'token-unknown': {
    status: 401,
    hint: 'Give the gateway its token; npm run cloud -- add-gateway ID --rotate makes a new one',
  },
  'gateway-mismatch': { status: 403, hint: 'A token or a certificate speaks only for its own gateway and site' },

  'authority-unusable': {
    status: 500,
    hint: 'Put the key of the authority back from a backup; with another one every gateway has to be claimed anew',
  },
  'claims-off': { status: 409, hint: 'Write identity: { url: https://HOST:8743 } into the configuration file' },
  'tls-needed': {
    status: 403,
    hint: 'Use the https address of the TLS port for gateways; a proxy must pass TLS through',
  },
  'csr-invalid': { status: 400, hint: 'Send PKCS #10 as PEM, ECDSA P-256, signed by its own key' },
  'claim-code-unknown': { status: 403, hint: 'Type the code again, or have an operator make a new one' },
  'claim-code-expired': { status: 403, hint: 'Have an operator make a new claim code' },
  'claim-code-used': {
    status: 409,
    hint: 'A code is for one gateway, once. Make a new one; if nobody of yours used it, refuse the claim that did',
  },
  'claim-mismatch': { status: 403, hint: 'Use a code that was made for this gateway and site, or for any' },
  'claim-proof-wrong': { status: 403, hint: 'Only the gateway that opened a claim may ask after it' },
  'claim-decided': { status: 409, hint: 'Read the claims again; a new code opens a new claim' },
  'identity-held': {
    status: 409,
    hint: 'Accept with replace if the other box is gone; its certificates end with that',
  },
  'certificate-needed': { status: 401, hint: 'Claim the gateway first; then it shows its certificate' },
  'certificate-foreign': {
    status: 401,
    hint: 'Claim the gateway at this cloud; what another one issued is of no use here',
  },
  'certificate-expired': { status: 401, hint: 'Claim the gateway anew; it keeps its id and its events' },
  'certificate-revoked': { status: 401, hint: 'Claim the gateway anew if it is to come back' },
  'body-too-large': { status: 413, hint: 'Send smaller batches: at most 500 events and 4 MiB, counted after gunzip' },
  'too-many-epochs': {
    status: 403,
    hint: 'Its database was made anew far too often: find out why; revoke it, and claim the box under another id',
  },
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
  'if-match-missing': {
    status: 428,
    hint: 'Send If-Match with the ETag of the layer that you have looked at; "0" for one that is new',
  },
  'twin-stale': {
    status: 412,
    hint: 'Somebody was faster: read the layer again and look whether your change still fits',
  },
  'twin-refused': { status: 422, hint: 'Nothing was saved and nothing was sent; correct the named setting' },
  'not-staged': { status: 409, hint: 'Read the layer again: somebody has released it or taken it back' },
  'rollouts-off': {
    status: 409,
    hint: 'Write rollouts: { keyList: FILE } into the configuration file; the file is a signed list of the release keys',
  },
  'release-refused': { status: 422, hint: 'Nothing was kept; have the release signed anew by the keys of the list' },
  'artefact-refused': { status: 422, hint: 'Send the bytes that were signed, from the offset that the release shows' },
  'rollout-refused': { status: 409, hint: 'Read the rollout again; somebody was faster, or it does not fit its state' },
  'rollout-own': { status: 403, hint: 'Have a second person look at the rollout and approve it' },
  'attempt-unknown': { status: 409, hint: 'Ask for the assignments again; this attempt was called off' },
  'range-unsatisfiable': { status: 416, hint: 'Ask for bytes that the artefact has; Content-Range says how many' },
  'command-own': { status: 403, hint: 'Have another operator, with a sign of his own, look at it and decide' },
  'command-decided': { status: 409, hint: 'Read the commands again; ask anew if it is still wanted' },
  'command-expired': { status: 409, hint: 'Ask anew if it is still wanted' },
  'commands-full': {
    status: 409,
    hint: 'Withdraw what is not wanted any more, or wait until the gateway has answered',
  },
  'result-unwanted': { status: 409, hint: 'Nobody waits for this; the gateway lets go of it' },
  'relay-taken': { status: 409, hint: 'A live view is for one page; ask for another one' },
  'relay-elsewhere': {
    status: 421,
    hint: 'Give each process of the cloud its peerUrl, under which the others reach it; until then ask for the view again',
  },
  'result-corrupt': { status: 400, hint: 'Send the same bytes again' },
  'share-refused': { status: 422, hint: 'Nothing was kept; correct the named field' },
  'share-own': { status: 403, hint: 'Have another operator, with a sign of his own, look at it and approve it' },
  'share-state': { status: 409, hint: 'Read the share again; somebody was faster, or it does not fit its state' },
  'shares-full': { status: 409, hint: 'End shares that nobody needs any more' },
  'rule-stale': { status: 412, hint: 'Read the rules again and look whether your change still fits' },
  'too-many-rules': { status: 409, hint: 'Remove a rule that nobody needs, or widen one' },
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
