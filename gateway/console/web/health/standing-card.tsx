import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, api, gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { type Texts, useTexts } from '../locales/i18n.ts';
import { type Deed, DeedDialog } from '../parts/deed-dialog.tsx';
import { formatAge } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './health.module.css';

type Standing = Answer<'/api/device-standings'>[number];
type Verdict = 'approve' | 'revoke';

const everyMs = 5000;
const path = '/api/device-standings';

/** Whose word it was: the site file, the gateway itself, somebody at the desk or at the cloud. */
function sayWho(by: string, { t }: Texts): string {
  const [kind, who = ''] = by.split(':', 2);
  if (kind === 'user' || kind === 'cloud') return t(`admission.by.${kind}`, { who });
  return t(kind === 'gateway' ? 'admission.by.gateway' : 'admission.by.site-file');
}

function Serial({ device: { hardware, approvedHardware, revision } }: { device: Standing }) {
  const { t } = useTexts();
  if (revision === 0) return <>{t('admission.notCome')}</>;
  const serial = hardware ?? t('admission.noSerial');
  if (approvedHardware !== undefined && approvedHardware !== hardware)
    return (
      <strong className={classes.bad}>{t('admission.otherSerial', { approved: approvedHardware, serial })}</strong>
    );
  return <>{hardware === undefined ? serial : t('admission.serial', { serial })}</>;
}

/** What is odd or new about it, and on whose word it stands so. */
function Facts({ device }: { device: Standing }) {
  const texts = useTexts();
  const { t } = texts;
  const nowMs = useSiteNow();
  const age = (atMs: number) => formatAge(nowMs - atMs, t);
  const { standing, state, sinceMs, by, changedMs, why, firmware, held, clonedMs } = device;
  return (
    <>
      <span className={standing === 'approved' ? undefined : classes.bad}>
        {standing === 'waiting' && '◔ '}
        {standing === 'revoked' && '✕ '}
        {t(`admission.${standing}`)}
        {by !== undefined &&
          changedMs !== undefined &&
          ` (${t('admission.changed', { by: sayWho(by, texts), age: age(changedMs) })})`}
      </span>
      <span>
        {state === 'online' ? t('admission.here') : t('admission.away', { age: age(sinceMs) })} ·{' '}
        <Serial device={device} />
        {firmware !== undefined && ` · ${t('admission.firmware', { version: firmware })}`}
      </span>
      {held !== undefined && <span>{t('admission.held', { n: held })}</span>}
      {clonedMs !== undefined && <span className={classes.bad}>▲ {t('admission.cloned', { age: age(clonedMs) })}</span>}
      {by !== undefined && /^(user|cloud):/.test(by) && why !== undefined && <q>{why}</q>}
    </>
  );
}

function StandingRow({ device, onAsk }: { device: Standing; onAsk: ((verdict: Verdict) => void) | undefined }) {
  const { t, name } = useTexts();
  const { id, ring, kind, standing } = device;
  const verdicts: readonly Verdict[] =
    standing === 'waiting' ? ['approve', 'revoke'] : [standing === 'approved' ? 'revoke' : 'approve'];
  return (
    <li className={classes.standing} data-testid="standing" data-device={id} data-standing={standing}>
      <span className={classes.standingFacts}>
        <strong>
          <RingBadge ring={ring} size={14} /> {name(device.name)} · {t(`device.${kind}`)}
        </strong>
        <Facts device={device} />
      </span>
      {onAsk && (
        <span className={classes.deeds}>
          {verdicts.map((verdict) => (
            <Button
              key={verdict}
              size="xs"
              variant="default"
              aria-label={`${t(`admission.${verdict}`)} ${name(device.name)}`}
              data-testid={`standing-${verdict}`}
              onClick={() => onAsk(verdict)}
            >
              {t(`admission.${verdict}`)}
            </Button>
          ))}
        </span>
      )}
    </li>
  );
}

/** The dialog of a verdict: its reason, and what is sent. */
function useVerdict(): (device: Standing, verdict: Verdict) => Deed {
  const { t, name } = useTexts();
  const client = useQueryClient();
  return ({ id, name: title, revision }, verdict) => ({
    title: t(`admission.${verdict}Title`, { name: name(title) }),
    hint: t(`admission.${verdict}Hint`),
    reason: true,
    submit: t(`admission.${verdict}`),
    held: verdict === 'revoke',
    send: ({ reason = '' }) =>
      verdict === 'approve'
        ? gateway.POST('/api/devices/{id}/approve', { params: { path: { id } }, body: { reason, revision } })
        : gateway.POST('/api/devices/{id}/revoke', { params: { path: { id } }, body: { reason } }),
    done: () => void client.invalidateQueries({ queryKey: ['get', path] }),
  });
}

const isPlain = ({ standing, clonedMs }: Standing) => standing === 'approved' && clonedMs === undefined;

/** Which devices count: those that wait or are revoked stand open, the others behind one line. */
export function StandingCard() {
  const { t } = useTexts();
  const { may } = useSession();
  const toDeed = useVerdict();
  const [deed, setDeed] = useState<Deed>();
  const query = api.useQuery('get', path, undefined, { refetchInterval: everyMs, retry: false });
  const rows = (devices: readonly Standing[]) => (
    <ul className={classes.list}>
      {devices.map((device) => (
        <StandingRow
          key={device.id}
          device={device}
          onAsk={may('devices.decide') ? (verdict) => setDeed(toDeed(device, verdict)) : undefined}
        />
      ))}
    </ul>
  );
  return (
    <section className={`${classes.card} ${classes.wide}`} data-testid="health-standings">
      <h2>{t('admission.heading')}</h2>
      <p>{t('admission.hint')}</p>
      <Loaded query={query} what={t('admission.heading')}>
        {(devices) => {
          const [plain, odd] = [devices.filter(isPlain), devices.filter((device) => !isPlain(device))];
          return (
            <>
              {odd.length === 0 ? <p>{t('admission.none')}</p> : rows(odd)}
              {plain.length > 0 && (
                <details data-testid="standings-approved">
                  <summary>{t('admission.approvedCount', { n: plain.length })}</summary>
                  {rows(plain)}
                </details>
              )}
            </>
          );
        }}
      </Loaded>
      <DeedDialog deed={deed} onClose={() => setDeed(undefined)} />
    </section>
  );
}
