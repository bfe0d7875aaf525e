import { Button } from '@mantine/core';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { PlateText } from '../parts/plate-text.tsx';
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

/** Vehicles, and the permits by which this person may drive them in. */
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
        {permits.length === 0 && view.vehicles.length === 0 && <li className={classes.none}>{t('vehicle.none')}</li>}
        {view.vehicles.map((vehicle) => (
          <li key={vehicle.id} className={classes.item} data-testid="vehicle">
            <span className={classes.main}>
              {vehicle.plate !== undefined && <PlateText plate={vehicle.plate} colour={vehicle.colour} />}
              {vehicle.note !== undefined && <span className={classes.more}>{vehicle.note}</span>}
            </span>
            <span className={classes.state} data-bad={vehicle.state !== 'active'}>
              {t(`vehicleState.${vehicle.state ?? 'active'}`)}
            </span>
          </li>
        ))}
        {permits.map((one) => (
          <CredentialRow key={one.id} kind="permit" {...{ one, mayChange, deeds }} />
        ))}
      </ul>
    </Section>
  );
}
