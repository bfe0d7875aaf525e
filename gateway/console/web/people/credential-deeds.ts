import { gateway } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Deed } from '../parts/deed-dialog.tsx';
import { lastDayToMs } from '../parts/field-time.ts';

/** What gives somebody a card, a PIN or a permit: for the person's page and for the enrolment. */
export function useCredentialDeeds(person: string): { card: Deed; pin: Deed; noPin: Deed; permit: Deed } {
  const { t } = useTexts();
  const until = { key: 'to', label: t('credential.to'), kind: 'day', hint: t('person.toHint') } as const;
  const end = (text: string | undefined) => {
    const toMs = lastDayToMs(text ?? '');
    return toMs === undefined ? {} : { toMs };
  };
  return {
    card: {
      title: t('credential.addCard'),
      hint: t('credential.cardHint'),
      fields: [{ key: 'card', label: t('credential.cardText'), needed: true, hint: t('credential.cardForm') }, until],
      reason: true,
      submit: t('credential.addCard'),
      send: ({ card = '', to, reason = '' }) =>
        gateway.POST('/api/cards', { body: { person, card, reason, ...end(to) } }),
    },
    pin: {
      title: t('credential.setPin'),
      hint: t('credential.pinHint'),
      fields: [
        { key: 'digits', label: t('credential.digits'), kind: 'secret', needed: true, maxLength: 12 },
        { key: 'duress', label: t('credential.duress'), kind: 'check', hint: t('credential.duressHint') },
      ],
      reason: true,
      submit: t('credential.setPin'),
      send: ({ digits = '', duress, reason = '' }) =>
        gateway.PUT('/api/people/{id}/pin', {
          params: { path: { id: person } },
          body: { digits, reason, ...(duress === 'yes' && { duress: true }) },
        }),
    },
    noPin: {
      title: t('credential.removePin'),
      reason: true,
      held: true,
      submit: t('credential.removePin'),
      send: ({ reason = '' }) =>
        gateway.DELETE('/api/people/{id}/pin', { params: { path: { id: person }, query: { reason } } }),
    },
    permit: {
      title: t('credential.addPermit'),
      hint: t('credential.permitHint'),
      fields: [{ key: 'plate', label: t('credential.plate'), needed: true, maxLength: 12 }, until],
      reason: true,
      submit: t('credential.addPermit'),
      send: ({ plate = '', to, reason = '' }) =>
        gateway.POST('/api/permits', {
          body: { person, plate: plate.normalize('NFKC').toUpperCase(), reason, ...end(to) },
        }),
    },
  };
}
