import type { admissionZh } from './admission-zh.ts';
import type { Words } from './zh.ts';

/** Whether a device counts: it waits for approval, is approved, or is revoked. */
export const admissionEn: Words<typeof admissionZh> = {
  admission: {
    heading: 'Devices that count',
    hint: 'A device that waits may connect, and nothing that it says has an effect; one that is revoked cannot connect.',
    none: 'No device waits for approval or is revoked.',
    approvedCount: '{{n}} approved',
    waiting: 'waits for approval',
    approved: 'approved',
    revoked: 'revoked',
    changed: '{{by}}, {{age}} ago',
    by: { 'site-file': 'site file', gateway: 'gateway', user: 'site {{who}}', cloud: 'cloud {{who}}' },
    here: 'connected',
    away: 'away for {{age}}',
    serial: 'serial number {{serial}}',
    noSerial: 'tells no serial number',
    notCome: 'has not come yet',
    otherSerial: 'approved was {{approved}}, now here is {{serial}}',
    firmware: 'firmware {{version}}',
    held: '{{n}} messages take effect once it is approved',
    cloned: 'may be cloned (noticed {{age}} ago)',
    approve: 'Approve',
    revoke: 'Revoke',
    approveTitle: 'Approve {{name}}',
    approveHint:
      'What it says has an effect from then on, and alarms of the time it waited are raised. Make sure who put it up, and that the serial number is right.',
    revokeTitle: 'Revoke {{name}}',
    revokeHint:
      'It is cut off at once, and nothing that it says has an effect. A door whose controller is revoked cannot be reached from the desk: exit button and other ways in go on; send somebody. Only a person can take it back.',
  },
};
