import { useState } from 'react';
import { api, gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { type Deed, DeedDialog } from '../parts/deed-dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import classes from '../people/person.module.css';
import { type InsideVehicle, VehicleRow } from './vehicle-row.tsx';

function Vehicles() {
  const { t } = useTexts();
  const notify = useUndoNotice();
  const [deed, setDeed] = useState<Deed>();
  const query = api.useQuery('get', '/api/parking/vehicles', {}, { refetchInterval: 15_000 });
  const leave = ({ id }: InsideVehicle) =>
    setDeed({
      title: t('parking.leftTitle'),
      hint: t('parking.leftHint'),
      reason: true,
      submit: t('parking.left'),
      send: ({ reason = '' }) =>
        gateway.POST('/api/parking/vehicles/{id}/left', { params: { path: { id } }, body: { reason } }),
      done: () => {
        notify(t('parking.leftDone'));
        void query.refetch();
      },
    });
  return (
    <Loaded query={query} what={t('parking.heading')}>
      {({ watched, vehicles, total, unknownExits }) => (
        <>
          {unknownExits > 0 && (
            <p className={classes.hidden} data-testid="unknown-exits">
              {t('parking.unknownExits', { n: unknownExits })}
            </p>
          )}
          {vehicles.length < total && (
            <p className={classes.more}>{t('parking.first', { shown: vehicles.length, total })}</p>
          )}
          {vehicles.length === 0 ? (
            <EmptyState
              title={t(watched ? 'parking.none' : 'parking.off')}
              hint={t(watched ? 'parking.noneHint' : 'parking.offHint')}
              testid="vehicles-none"
            />
          ) : (
            <ul className={classes.panelList}>
              {vehicles.map((vehicle) => (
                <VehicleRow key={vehicle.id} vehicle={vehicle} onLeft={() => leave(vehicle)} />
              ))}
            </ul>
          )}
          <DeedDialog deed={deed} onClose={() => setDeed(undefined)} />
        </>
      )}
    </Loaded>
  );
}

/** Vehicles that are known to be inside, how old that knowledge is, and which of them have a ticket. */
export function VehiclesPage() {
  const { t } = useTexts();
  const { may } = useSession();
  return (
    <PageFrame title={t('parking.heading')} testid="vehicles-page">
      <BackLink label={t('nav.visits')} />
      {may('parking.handle') ? <Vehicles /> : <EmptyState title={t('person.noView')} hint={t('person.noFindHint')} />}
    </PageFrame>
  );
}
