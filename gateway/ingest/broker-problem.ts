/** Why the site's own broker is not of use, and what to do about it. The console has words of its own for each code. */
export const brokerProblems = {
  'broker-not-tried-yet': 'Wait a moment',
  'broker-unreachable': 'Look whether the broker runs, and compare host and port of gateway.broker.url',
  'broker-name-unknown': 'Correct the host in gateway.broker.url, or mend the DNS of this machine',
  'broker-no-answer': 'Look whether a firewall stands between, and whether the broker hangs',
  'broker-hung-up': 'Look into the log of the broker; it may expect TLS (mqtts://) at this port',
  'broker-not-authorised':
    'Compare user name and password with those of the broker: run broker-acl again if they have changed',
  'broker-no-rights':
    'The broker does not let the gateway hear its devices: install what broker-acl writes and have the broker read it again',
  'broker-certificate':
    'Name the right file under gateway.broker.ca, and a servername where the certificate has another name',
  'broker-tls': 'Look whether the port speaks TLS and whether the broker asks for a certificate of the gateway',
  'broker-version': 'The broker does not speak this version of MQTT: set gateway.broker.version to 3.1.1',
  'broker-taken-over':
    'Another program uses the name of this gateway at the broker: stop it, or give it another username',
  'broker-connection-lost': 'Look whether the broker runs and whether the network between is sound',
  'broker-unsteady':
    'The connection comes and goes: look for a second program under the name of this gateway, and at the network between',
  'broker-commit-failed': 'What devices say cannot be written down: make room on the disk of the gateway',
} as const;

export type BrokerProblem = keyof typeof brokerProblems;

/** A problem that was found by the gateway itself, not by the MQTT client. */
export class BrokerFailure extends Error {
  readonly problem: BrokerProblem;

  constructor(problem: BrokerProblem, options?: { cause?: unknown }) {
    super(problem, options);
    this.problem = problem;
  }
}

const byCode: Readonly<Record<string, BrokerProblem>> = {
  ECONNREFUSED: 'broker-unreachable',
  EHOSTUNREACH: 'broker-unreachable',
  ENETUNREACH: 'broker-unreachable',
  ENETDOWN: 'broker-unreachable',
  ENOTFOUND: 'broker-name-unknown',
  EAI_AGAIN: 'broker-name-unknown',
  ETIMEDOUT: 'broker-no-answer',
};

/** CONNACK and DISCONNECT: MQTT 3.1.1 §3.2.2.3, MQTT 5 §2.4. */
const byReason: Readonly<Record<number, BrokerProblem>> = {
  1: 'broker-version',
  4: 'broker-not-authorised',
  5: 'broker-not-authorised',
  132: 'broker-version',
  134: 'broker-not-authorised',
  135: 'broker-not-authorised',
  142: 'broker-taken-over',
};

export const problemOfReason = (reason: number): BrokerProblem => byReason[reason] ?? 'broker-hung-up';

export function nameBrokerProblem(error: Error): BrokerProblem {
  if (error instanceof BrokerFailure) return error.problem;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return problemOfReason(code);
  if (/connack timeout/i.test(error.message)) return 'broker-no-answer';
  if (typeof code !== 'string') return 'broker-connection-lost';
  // An alert of the broker, which may well be about our certificate.
  if (code.startsWith('ERR_SSL_')) return 'broker-tls';
  if (/CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME/.test(code)) return 'broker-certificate';
  if (/SSL|TLS|EPROTO/.test(code) || /TLS/.test(error.message)) return 'broker-tls';
  return byCode[code] ?? 'broker-connection-lost';
}
