import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { PlateText } from '../parts/plate-text.tsx';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import classes from '../people/person.module.css';

/** The whole plate, and the way to whoever is to be called. Looked up once: each look is an entry in the ledger. */
export function RevealedVehicle({ id, look }: { id: string; look: GivenReason }) {
  const { t, code } = useTexts();
  const { may } = useSession();
  const { data, error } = useQuery({
    queryKey: ['parking-vehicle', id, look],
    queryFn: async () =>
      (await gateway.POST('/api/parking/vehicles/{id}/reveal', { params: { path: { id } }, body: look })).data,
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false },
  });
  if (error) return <span role="alert">{code('reason', problemCode(error))}</span>;
  if (!data) return null;
  return (
    <span className={classes.more} data-testid="revealed-vehicle">
      {t('parking.wholePlate')}
      {data.plate === undefined ? t('parking.noPlate') : <PlateText plate={data.plate} />}{' '}
      {data.holder !== undefined &&
        (data.ofVisit
          ? t('parking.ofVisit')
          : may('people.view') && <Link href={`~/people/${data.holder}`}>{t('parking.toHolder')}</Link>)}
    </span>
  );
}
