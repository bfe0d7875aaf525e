import { Button } from '@mantine/core';
import type { Answer } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatAge } from '../parts/format-time.ts';
import { RingChip } from '../parts/marks.tsx';
import classes from './devices.module.css';

export type Device = Answer<'/v1/gateways/{gateway}/devices'>['devices'][number];
export type Verdict = 'approve' | 'revoke';

const marks = { waiting: '◔ ', revoked: '✕ ', approved: '' } as const;

function useAges() {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const age = (atMs: number) => formatAge(nowMs - atMs, t);
  return { age, ago: (atMs: number) => t('age.ago', { age: age(atMs) }) };
}

/** Which hardware it is, where it says so; the approved one beside it where that is another. */
function Hardware({ hardware, approvedHardware }: Device) {
  const { t } = useTexts();
  if (approvedHardware !== undefined && approvedHardware !== hardware)
    return (
      <strong className="bad">
        {t('devices.otherSerial', { approved: approvedHardware, serial: hardware ?? t('devices.noSerial') })}
      </strong>
    );
  return <>{hardware === undefined ? t('devices.noSerial') : t('devices.serial', { serial: hardware })}</>;
}

/** What is odd about it, a line each. */
function Oddities({ device: { held, clonedMs } }: { device: Device }) {
  const { t } = useTexts();
  const { ago } = useAges();
  return (
    <>
      {held !== undefined && <div>{t('devices.held', { n: held })}</div>}
      {clonedMs !== undefined && <div className="bad">▲ {t('devices.cloned', { age: ago(clonedMs) })}</div>}
    </>
  );
}

export interface DeviceRowProps {
  device: Device;
  /** Left out for those who may not. */
  onAsk?: ((device: Device, verdict: Verdict) => void) | undefined;
}

/** One device: what and where it is, how it stands and on whose word, and whether it is there. */
export function DeviceRow({ device, onAsk }: DeviceRowProps) {
  const { t, language } = useTexts();
  const { age, ago } = useAges();
  const { id, kind, ring, zone, name, standing, changedMs, by, firmware, state, sinceMs } = device;
  const verdicts: readonly Verdict[] =
    standing === 'waiting' ? ['approve', 'revoke'] : [standing === 'approved' ? 'revoke' : 'approve'];
  return (
    <li className={classes.device} data-testid="device" data-device={id} data-standing={standing}>
      <div className={classes.facts}>
        <RingChip ring={ring} /> <strong>{name[language]}</strong> · {t(`devices.kind.${kind}`)}{' '}
        <span className="mono dim small">
          {id}
          {zone !== undefined && ` · ${zone}`}
        </span>
        <div>
          <span className={classes.standing} data-bad={standing !== 'approved'}>
            {marks[standing]}
            {t(`devices.standing.${standing}`)}
          </span>
          {by !== undefined && changedMs !== undefined && (
            <span className="dim small">
              {' '}
              ({t('devices.changed', { by: t(`devices.by.${by}`), age: ago(changedMs) })})
            </span>
          )}
          {' · '}
          {state === 'unknown' ? t('devices.unknown') : t(`devices.${state}`, { age: age(sinceMs) })}
        </div>
        <div className="dim small">
          <Hardware {...device} />
          {firmware !== undefined && ` · ${t('devices.firmware', { version: firmware })}`}
        </div>
        <Oddities device={device} />
      </div>
      {onAsk && (
        <div className={classes.actions}>
          {verdicts.map((verdict) => (
            <Button
              key={verdict}
              size="compact-sm"
              variant="default"
              aria-label={`${t(`devices.${verdict}`)} ${name[language]}`}
              data-testid={`device-${verdict}`}
              onClick={() => onAsk(device, verdict)}
            >
              {t(`devices.${verdict}`)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}
