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

/** Permits by which this person may drive vehicles in, each with what is known of its vehicle. */
export function VehiclesSection({ person, view, deeds }: Props) {
  const { t } = useTexts();
  const { may } = useSession();
  const give = useCredentialDeeds(person);
  const mayChange = may('credentials.change');
  const permits = view.credentials.filter(({ kind }) => kind === 'plate');
  const button = mayChange && (
    <Button size="xs" variant="default" data-testid="add-permit" onClick={() => deeds.ask(give.permit)}>
      {t('credential.addPermit')}
    </Button>
  );
  return (
    <Section padded={false} title={t('vehicle.heading')} buttons={button} testid="person-vehicles">
      <ul className={classes.list}>
        {permits.length === 0 && <li className={classes.none}>{t('vehicle.none')}</li>}
        {permits.map((one) => (
          <CredentialRow
            key={one.id}
            kind="permit"
            {...{ one, mayChange, deeds }}
            vehicle={view.vehicles.find(({ permits: of }) => of.includes(one.id ?? ''))}
          />
        ))}
      </ul>
    </Section>
  );
}
