import type { Ring } from '../../../../devices/contracts/place.ts';
import type { ConsoleDevice } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge } from '../parts/format-time.ts';
import { Panel } from '../parts/panel.tsx';
import { RingBadge, rings } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { describeValues } from './device-values.ts';
import classes from './site.module.css';

function DeviceRow({ device, ring = false }: { device: ConsoleDevice; ring?: boolean }) {
  const { t, name } = useTexts();
  const nowMs = useSiteNow();
  const online = device.state === 'online';
  const said = online ? describeValues(device, t) : '';
  const words = device.updating ? 'device.updatingFor' : 'device.lostFor';
  const lost = device.state === 'lost' ? t(words, { age: formatAge(nowMs - device.sinceMs, t) }) : undefined;
  const gone = device.standing ? t(`admission.${device.standing}`) : lost;
  const age = device.reportedAtMs === undefined ? undefined : formatAge(nowMs - device.reportedAtMs, t);
  return (
    <li className={classes.row} data-testid="device-row" data-device={device.id} data-state={device.state}>
      {ring && <RingBadge ring={device.ring} size={14} />}
      <span className={classes.what}>
        <span className={classes.name}>{name(device.name)}</span>
        <span className={classes.more}>
          {t(`device.${device.kind}`)}
          {said !== '' && <span className={classes.values}> · {said}</span>}
        </span>
      </span>
      <span className={online || device.updating ? classes.age : classes.gone}>
        {online && (age === undefined ? t('device.noReport') : t('device.reported', { age }))}
        {!online && (gone ?? t('device.neverSeen'))}
      </span>
    </li>
  );
}

function RingOfDevices({ ring, devices }: { ring: Ring; devices: ConsoleDevice[] }) {
  const { t } = useTexts();
  if (devices.length === 0) return null;
  const online = devices.filter(({ state }) => state === 'online');
  return (
    <>
      <h3 className={classes.group}>
        <RingBadge ring={ring} size={14} /> {t(`ring.${ring}`)}
        <span>{t('device.online', { online: online.length, total: devices.length })}</span>
      </h3>
      <ul className={classes.list}>
        {online.map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </ul>
    </>
  );
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/** Devices by ring; what is lost or has never come stands in front. */
export function DevicePanel({ devices }: { devices: ConsoleDevice[] }) {
  const { t } = useTexts();
  const sorted = [...devices].sort(byId);
  const away = sorted
    .filter(({ state }) => state !== 'online')
    .sort((a, b) => Number(b.state === 'lost') - Number(a.state === 'lost') || a.ring - b.ring);
  const online = devices.length - away.length;
  return (
    <Panel
      title={t('device.heading')}
      aside={t('device.online', { online, total: devices.length })}
      testid="devices"
      grow
    >
      {devices.length === 0 && <p className={classes.none}>{t('device.none')}</p>}
      {away.length > 0 && (
        <>
          <h3 className={classes.group} data-away="true">
            {t('device.lostHeading')} <span>{away.length}</span>
          </h3>
          <ul className={classes.list}>
            {away.map((device) => (
              <DeviceRow key={device.id} device={device} ring />
            ))}
          </ul>
        </>
      )}
      {rings.map((ring) => (
        <RingOfDevices key={ring} ring={ring} devices={sorted.filter((device) => device.ring === ring)} />
      ))}
    </Panel>
  );
}
