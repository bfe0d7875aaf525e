/**
 * Every fault that an operator can meet. `hint` says what to do. docs/faults.md lists the same codes;
 * a test holds the two against each other.
 */
export const faultCatalogue = {
  'site-file-unreadable': { hint: 'Give the path of a readable YAML file: npm run gateway -- --config site.yaml' },
  'site-file-invalid': { hint: 'Correct the named fields; editors complete from devices/contracts/site.schema.json' },
  'node-file-unreadable': { hint: 'Give the path of a readable YAML file: npm run perception -- --config node.yaml' },
  'node-file-invalid': { hint: 'Correct the named field; npm run perception -- --help shows an example' },
  'port-busy': { hint: 'Stop the program that uses the port, or set another one in the site file' },
  'broker-files-unusable': {
    hint: 'Correct the named field of gateway.broker, or the file or variable that it names; the broker itself need not run for that',
  },
  'data-folder-unusable': { hint: 'Make the folder writable for the user that runs the gateway, or name another one' },
  'disk-read-only': {
    hint: 'Mount the disk so that it can be written. Linux makes it read-only after an error (dmesg): check it (fsck), or put in a new one and restore a backup',
  },
  'data-folder-in-use': {
    hint: 'Stop the other gateway first, two cannot share one data folder; or wait until the other backup has ended',
  },
  'database-newer': { hint: 'This data was written by a newer version: run that version, or restore a backup' },
  'backup-failed': { hint: 'Make room, or name another place; nothing was changed' },
  'backup-refused': {
    hint: 'Nothing was changed. Take another backup of this site and gateway, whole and as it was written',
  },
  'passphrase-unusable': { hint: 'Name a file whose first line is a passphrase of 12 characters or more' },
  'template-key-unusable': {
    hint: 'Put template.key back into the data folder from a backup; or give the stored templates up: npm run gateway -- --config site.yaml forget-templates',
  },
  'pin-key-unusable': {
    hint: 'Put pin.key back into the data folder from a backup; or move it away: a new one is made, and every PIN has to be chosen anew',
  },
  'site-key-unusable': {
    hint: 'Put site.key back into the data folder from a backup; or move it away: a new one is made, visitors need new passes, and door controllers its public part',
  },
  'identity-unusable': {
    hint: 'Put the folder identity back into the data folder from a backup; or move it away and claim the gateway anew at its cloud',
  },
  'tls-files-unusable': {
    hint: 'Put a whole certificate and its key (PEM) where tls of the site file names them; they are read again within minutes. For tls/authority: let the gateway read and write its data folder',
  },
  'claim-code-invalid': {
    hint: 'Type the code as the cloud shows it, eight groups of five, or the whole ringward:// address',
  },
  'anchors-unreadable': {
    hint: "Give the answer of the cloud's /v1/gateways/GATEWAY/anchors as it came, and the public key as 43 letters",
  },
  'perception-failed': { hint: 'Run npm run build; it fetches and prepares the models' },
  'users-unreadable': {
    hint: 'Put users.json back into the data folder from a backup; or begin anew, on the box itself: npm run gateway -- --config site.yaml set-password guard --roles guard,lead, and the same for manager --roles manager,property,administrator,auditor,committee',
  },
  'alarm-unrouted': {
    hint: 'Give somebody one of the named roles: npm run gateway -- --config site.yaml set-password guard --roles guard,lead',
  },
  'web-missing': { hint: 'Run npm run build; it builds the console' },
} as const satisfies Record<string, { hint: string }>;

export type FaultCode = keyof typeof faultCatalogue;

/** Something that went wrong and that a person has to know: a stable code, what and where, and what to do. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly hint: string;

  constructor(code: FaultCode, what: string, options?: { cause?: unknown }) {
    super(what, options);
    this.name = 'Fault';
    this.code = code;
    this.hint = faultCatalogue[code].hint;
  }
}

/** One line for a terminal: what went wrong, and what to do. */
export function explainFault(error: unknown): string {
  if (error instanceof Fault) return `${error.message} [${error.code}]\n  ${error.hint}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
