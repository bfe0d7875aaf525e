import { Button } from '@mantine/core';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { Section } from '../parts/section.tsx';
import { useCredentialDeeds } from './credential-deeds.ts';
import { CredentialRow } from './credential-row.tsx';
import classes from './person.module.css';
import type { Deeds, PersonView } from './use-person.ts';

interface Props {
  person: string;
  view: PersonView;
  deeds: Deeds;
}

/** Cards and PINs, and how many face templates are in use. */
export function CredentialsSection({ person, view, deeds }: Props) {
  const { t } = useTexts();
  const { may } = useSession();
  const give = useCredentialDeeds(person);
  const mayChange = may('credentials.change');
  const cards = view.credentials.filter(({ kind }) => kind === 'card');
  const pins = view.credentials.filter(({ kind }) => kind === 'pin');
  const buttons = mayChange && (
    <span className={classes.buttons}>
      <Button size="xs" variant="default" data-testid="add-card" onClick={() => deeds.ask(give.card)}>
        {t('credential.addCard')}
      </Button>
      <Button size="xs" variant="default" data-testid="set-pin" onClick={() => deeds.ask(give.pin)}>
        {t('credential.setPin')}
      </Button>
    </span>
  );
  return (
    <Section padded={false} title={t('credential.heading')} buttons={buttons} testid="person-credentials">
      <ul className={classes.list}>
        {view.credentials.every(({ kind }) => kind !== 'card') && (
          <li className={classes.none}>{t('credential.noCard')}</li>
        )}
        {cards.map((one) => (
          <CredentialRow key={one.id} kind="card" {...{ one, mayChange, deeds }} />
        ))}
        {pins.length > 0 && (
          <li className={classes.item} data-testid="pin">
            <span className={classes.main}>{t('credential.pin')}</span>
            <span className={classes.state}>{t('credential.pinSet')}</span>
            {mayChange && (
              <Button size="xs" variant="default" data-testid="remove-pin" onClick={() => deeds.ask(give.noPin)}>
                {t('credential.removePin')}
              </Button>
            )}
          </li>
        )}
        <li className={classes.item} data-testid="face-count">
          <span className={classes.main}>{t('credential.face')}</span>
          <span className={classes.state}>
            {view.faceTemplates > 0 ? t('people.templates', { n: view.faceTemplates }) : t('people.noTemplates')}
          </span>
        </li>
      </ul>
    </Section>
  );
}
