import { Button } from '@mantine/core';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './remote-view-banner.module.css';

/** Live views from afar are not in the stream of changes. */
const renewMs = 2000;

/** Says on every page which camera somebody at the cloud watches, for as long as it is so, and ends it at one press. */
export function RemoteViewBanner() {
  const { t, name } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const { data = [], refetch } = api.useQuery(
    'get',
    '/api/remote-views',
    {},
    {
      enabled: may('cameras.view'),
      refetchInterval: renewMs,
    },
  );
  // over already is as good as ended: the list that is read then says so
  const { mutate, isPending } = api.useMutation('post', '/api/remote-views/{id}/end', {
    onSettled: () => void refetch(),
  });
  return data.map(({ id, cameraName, by, why, untilMs }) => (
    <div key={id} className={classes.banner} role="status" data-testid="remote-view">
      <strong>◉ {t('remote.watched', { camera: name(cameraName), by })}</strong>
      <span>
        {t('remote.why', { why })} · {t('remote.left', { left: formatAge(Math.max(0, untilMs - nowMs), t) })}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        className={classes.end ?? ''}
        disabled={isPending}
        onClick={() => mutate({ params: { path: { id } } })}
        data-testid="remote-view-end"
      >
        {t('remote.end')}
      </Button>
    </div>
  ));
}
