import type { ConsoleResident } from '../../console-ports.ts';
import type { TextKey } from '../locales/i18n.ts';

export const consentTexts: Record<ConsoleResident['consent'], TextKey> = {
  live: 'people.consentLive',
  none: 'people.consentNone',
  'not-yet': 'people.consentNotYet',
  expired: 'people.consentExpired',
  withdrawn: 'people.consentWithdrawn',
};
