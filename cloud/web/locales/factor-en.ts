import type { factorZh } from './factor-zh.ts';

/** A code of one's phone after the password, and where one is logged in. */
export const factorEn: typeof factorZh = {
  factor: {
    title: 'Code at log-in',
    off: 'Off. When it is on, logging in asks for a code from your phone after the password.',
    on: 'On since {{time}}, {{n}} recovery codes left.',
    required: 'This cloud requires a code at log-in of every account with a password. Turn it on to go on.',
    atProvider: 'You log in with the provider: codes are asked there.',
    begin: 'Turn on codes',
    renew: 'New recovery codes',
    remove: 'Turn off codes',
    scan: 'Scan this with an authenticator app, or type the key into it; then enter the code that it shows. Your sessions elsewhere end with that.',
    picture: 'Code for the authenticator app',
    secret: 'Key',
    confirm: 'Confirm',
    recovery: 'Recovery codes',
    recoveryHint:
      'Each recovery code opens once, and they are shown this once. Write them down and keep them apart from the phone.',
    kept: 'I have kept them',
    over: 'It has changed, or has waited for too long. Begin again.',
    sessions: 'Where I am logged in',
    sessionTimes: 'since {{since}}, last used {{last}}',
    sessionHere: 'this session',
    endSession: 'Log out there',
    endOthers: 'Log out everywhere else',
    endAll: 'Log out',
    endAllTitle: 'Log {{sign}} out everywhere',
    endAllHint: 'All sessions end at once; logging in again is possible, and tokens go on.',
    has: 'Code at log-in',
    takeOff: 'Take the code off',
    takeOffTitle: 'Take the code at log-in off {{sign}}',
    takeOffHint:
      'Only where phone and recovery codes are lost; make sure first who asks. All sessions end; after that the password alone opens, until codes are turned on again.',
  },
};
