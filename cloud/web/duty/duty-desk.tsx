import './duty.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AlarmView } from '../../api/views.ts';
import { alarmKey } from '../api/apply-live.ts';
import { useDuty, useGateways } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { useAlarmSound } from '../parts/alarm-sound.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { decideSound } from './decide-sound.ts';
import { DutyAlarm } from './duty-alarm.tsx';

function Sound({ alarms }: { alarms: readonly AlarmView[] }) {
  const { t } = useTexts();
  const [silenced, setSilenced] = useState<ReadonlySet<string>>(new Set());
  const { wanted, canSilence } = decideSound(alarms, silenced);
  const sound = useAlarmSound(wanted);
  const silence = () => setSilenced(new Set(alarms.map(alarmKey)));
  return (
    <span className="duty-sound" data-testid="duty-sound" data-sound={sound} data-wanted={wanted}>
      {sound === 'blocked' && <span className="duty-blocked">{t('duty.soundBlocked')}</span>}
      {wanted && !canSilence && <span className="dim">{t('duty.noSilence')}</span>}
      {wanted && canSilence && (
        <Button size="compact-xs" variant="default" onClick={silence}>
          {t('duty.silence')}
        </Button>
      )}
    </span>
  );
}

/**
 * What nobody at a site has answered in time: on top of every page, with a sound, until somebody takes it over. Where another
 * page needs the room it folds to its head; the sound never folds.
 */
export function DutyDesk({ folds }: { folds: boolean }) {
  const { t } = useTexts();
  const { data, failureReason } = useDuty();
  const [unfolded, setUnfolded] = useState(false);
  const shown = !folds || unfolded;
  const names = new Map(
    (useGateways().data?.gateways ?? []).map(({ gateway, status }) => [gateway, status?.siteName ?? gateway]),
  );
  const alarms = (data?.pages.flatMap((page) => page.alarms) ?? []).filter(({ duty }) => duty);
  if (alarms.length === 0 && !failureReason) return null;
  return (
    <section className="duty" data-testid="duty-desk" aria-label={t('duty.heading')}>
      <header className="duty-head">
        <h2>
          <svg width="18" height="18" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M8 1 15 15H1z" fill="none" stroke="currentColor" strokeWidth="1.6" />
            <path d="M8 6v4M8 12v.6" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
          </svg>
          {t('duty.heading')} <span className="duty-count">{alarms.length}</span>
        </h2>
        <Sound alarms={alarms} />
        {folds && (
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={shown}
            data-testid="duty-unfold"
            onClick={() => setUnfolded(!unfolded)}
          >
            {t(shown ? 'fleet.less' : 'fleet.more')}
          </Button>
        )}
      </header>
      {failureReason && (
        <p className="problem" role="alert">
          {t('load.failed', { problem: describeProblem(failureReason, t) })}
        </p>
      )}
      {shown && (
        <ul className="duty-list">
          {alarms.map((alarm) => (
            <DutyAlarm key={alarmKey(alarm)} alarm={alarm} siteName={names.get(alarm.gateway) ?? alarm.gateway} />
          ))}
        </ul>
      )}
    </section>
  );
}
