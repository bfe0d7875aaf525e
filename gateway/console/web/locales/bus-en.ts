/** A message broker of the site's own: what is wrong with the way to it, and what to do. */
export const busEn = {
  bus: {
    up: '{{url}} connected since {{time}}',
    down: '{{url}} lost since {{time}} ({{age}}): {{why}}',
  },
  busProblem: {
    'broker-not-tried-yet': 'not reached yet',
    'broker-unreachable': 'no way to it in the network',
    'broker-name-unknown': 'nobody knows this host name',
    'broker-no-answer': 'it does not answer',
    'broker-hung-up': 'it hung up at once',
    'broker-not-authorised': 'it refuses the user name or the password',
    'broker-no-rights': 'it does not let the gateway hear the devices',
    'broker-certificate': 'its certificate is not trusted',
    'broker-tls': 'no encrypted connection (TLS) came about',
    'broker-version': 'it does not speak the MQTT version that is set',
    'broker-taken-over': 'another program uses the name of this gateway',
    'broker-connection-lost': 'the connection broke off',
    'broker-unsteady': 'the connection comes and goes',
    'broker-commit-failed': 'what devices say cannot be written to the disk of the gateway',
  },
  busTodo: {
    'broker-not-tried-yet': 'wait a moment.',
    'broker-unreachable':
      'look whether the broker runs, and compare address and port of gateway.broker in the site file.',
    'broker-name-unknown': 'correct the host name in gateway.broker, or look after the name service of this machine.',
    'broker-no-answer': 'look for a firewall in between, and whether the broker hangs.',
    'broker-hung-up': 'look into the log of the broker; this port may want TLS (mqtts://).',
    'broker-not-authorised':
      'compare user name and password; if a password was changed, run broker-acl again and install it.',
    'broker-no-rights': 'install the access rules that broker-acl writes, and have the broker read them again.',
    'broker-certificate':
      'compare the file that gateway.broker.ca names; set a servername where the certificate has another name.',
    'broker-tls': 'look whether this port speaks TLS, and whether the broker asks for a certificate of the gateway.',
    'broker-version': 'set gateway.broker.version to 3.1.1.',
    'broker-taken-over': 'stop the other program of that name, or give the gateway another user name.',
    'broker-connection-lost': 'look whether the broker runs, and after the network in between.',
    'broker-unsteady': 'look for a second program under the name of this gateway, and after the network in between.',
    'broker-commit-failed': 'make room on the disk of the gateway.',
  },
};
