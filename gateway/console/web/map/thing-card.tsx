import { Link, useLocation } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useStill } from '../cameras/use-still.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { Icon } from '../parts/icons.tsx';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { useDesk } from '../shell/use-desk.ts';
import { describeValues } from '../site/device-values.ts';
import classes from './map.module.css';
import type { ThingState } from './thing-states.ts';
import { useKindName, useStateWords } from './thing-words.ts';

function Devices({ state }: { state: ThingState }) {
  const { t, name } = useTexts();
  const nowMs = useSiteNow();
  if (state.devices.length === 0) return null;
  return (
    <ul className={classes.facts}>
      {state.devices.map((device) => (
        <li key={device.id}>
          <strong>{name(device.name)}</strong>{' '}
          {device.state === 'online' ? (
            <>
              {describeValues(device, t) || t('map.nothingAbnormal')} ·{' '}
              {device.reportedAtMs === undefined ? t('device.noReport') : <AgeText atMs={device.reportedAtMs} ago />}
            </>
          ) : (
            <span className={device.updating ? undefined : classes.lost}>
              {device.state === 'lost'
                ? t(device.updating ? 'device.updatingFor' : 'device.lostFor', {
                    age: formatAge(nowMs - device.sinceMs, t),
                  })
                : t('device.neverSeen')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function CameraStill({ state: { camera } }: { state: ThingState }) {
  const { t } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const still = useStill(camera?.id ?? '', camera?.state === 'streaming' && may('cameras.view'), 3000);
  if (!camera || !may('cameras.view')) return null;
  return (
    <>
      {still && (
        <figure className={classes.still}>
          <img src={still.address} alt={t('camera.still', { time: formatClock(still.atMs, nowMs) })} />
          <figcaption>
            <AgeText atMs={still.atMs} ago />
          </figcaption>
        </figure>
      )}
      <Link href={`~/cameras/${camera.id}`} className={classes.link}>
        <Icon name="camera" /> {t('map.live')}
      </Link>
    </>
  );
}

function Alarms({ state: { alarms } }: { state: ThingState }) {
  const { t, code } = useTexts();
  const desk = useDesk();
  const [, go] = useLocation();
  if (alarms.length === 0) return null;
  return (
    <ul className={classes.facts}>
      {alarms.map((alarm) => (
        <li key={alarm.id}>
          <button
            type="button"
            className={classes.alarm}
            data-testid="card-alarm"
            onClick={() => {
              desk.open(alarm);
              go('~/');
            }}
          >
            <PriorityMark priority={alarm.priority} quiet={alarm.acknowledgedAtMs !== undefined} />
            {t(`alarm.${alarm.type}`)} · {code('alarmState', alarm.state)} · <AgeText atMs={alarm.raisedAtMs} ago />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** One thing of the plan: how it stands, its last values with their age, its picture and alarms, and the way to its control. */
export function ThingCard({ state, onClose }: { state: ThingState; onClose(): void }) {
  const { t, name } = useTexts();
  const { may } = useSession();
  const kindName = useKindName();
  const words = useStateWords();
  const { thing } = state;
  const isDoor = thing.is === 'door' || thing.is === 'barrier';
  return (
    <section className={classes.card} aria-label={name(thing.name)} data-testid="thing-card" data-thing={thing.id}>
      <header>
        <RingBadge ring={thing.ring} size={18} />
        <h2>{name(thing.name)}</h2>
        <button type="button" onClick={onClose} aria-label={t('parts.close')} data-testid="card-close">
          <Icon name="close" />
        </button>
      </header>
      <p>
        {kindName(thing.kind)} · <span data-tone={state.tone}>{words(state)}</span>
      </p>
      {thing.laidOut && <p className={classes.dim}>{t('map.laidOut')}</p>}
      <Alarms state={state} />
      <Devices state={state} />
      <CameraStill key={thing.id} state={state} />
      {isDoor && (may('doors.operate') || may('modes.preview')) && (
        <Link href={`~/doors/${thing.id}`} className={classes.link} data-testid="to-door">
          <Icon name="door" /> {t('map.toDoor')}
        </Link>
      )}
    </section>
  );
}
