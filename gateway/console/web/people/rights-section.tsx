import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { gateway } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Deed } from '../parts/deed-dialog.tsx';
import { saveText } from '../parts/save-text.ts';
import { Section } from '../parts/section.tsx';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import classes from './person.module.css';
import type { Deeds } from './use-person.ts';

/** What somebody may ask of the site: a copy of everything, and to be forgotten. */
export function RightsSection({ person, deeds }: { person: string; deeds: Deeds }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const notify = useUndoNotice();
  const path = { id: person };
  const copy: Deed = {
    title: t('rights.copy'),
    hint: t('rights.copyHint'),
    reason: true,
    submit: t('rights.copy'),
    send: ({ reason = '' }) => gateway.POST('/api/people/{id}/export', { params: { path }, body: { reason } }),
    done: (answer) => {
      const { data } = answer as { data: unknown };
      saveText(`${person}.json`, 'application/json', JSON.stringify(data, null, 2));
    },
  };
  const erase: Deed = {
    title: t('rights.erase'),
    hint: t('rights.eraseHint'),
    fields: [{ key: 'moveOut', label: t('rights.moveOut'), kind: 'check', hint: t('rights.moveOutHint') }],
    reason: true,
    held: true,
    submit: t('rights.erase'),
    send: ({ reason = '', moveOut }) =>
      gateway.POST('/api/people/{id}/erase', { params: { path }, body: { reason, moveOut: moveOut === 'yes' } }),
    done: (answer) => {
      const { data } = answer as { data?: { id: string } };
      notify(t('rights.erased', { id: data?.id ?? '' }));
      go('/');
    },
  };
  return (
    <Section padded={false} title={t('rights.heading')} testid="person-rights">
      <div className={classes.item}>
        <Button size="xs" variant="default" data-testid="copy-all" onClick={() => deeds.ask(copy)}>
          {t('rights.copy')}
        </Button>
        <Button size="xs" variant="default" data-testid="erase" onClick={() => deeds.ask(erase)}>
          {t('rights.erase')}
        </Button>
      </div>
    </Section>
  );
}
