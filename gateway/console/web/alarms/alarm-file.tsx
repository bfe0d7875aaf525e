import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { api } from '../api/api.ts';
import { isOpen } from '../api/apply-change.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { AlarmFacts, Snapshot } from '../queue/alarm-facts.tsx';
import { AlarmMarks } from '../queue/alarm-marks.tsx';
import { EvidencePanel } from '../queue/evidence-panel.tsx';
import part from '../queue/file.module.css';
import { HistoryList } from '../queue/history-list.tsx';
import { StepDialog } from '../queue/step-dialog.tsx';
import { readTimings, TimeBars } from '../queue/time-bars.tsx';
import { ToldList } from '../queue/told-list.tsx';
import { useHistory, useRationale, useStepFacts } from '../queue/use-alarm-file.ts';
import { useStepDialog } from '../queue/use-step-dialog.ts';
import { useDesk } from '../shell/use-desk.ts';
import classes from './alarms.module.css';

function Actions({ alarm, onReopen }: { alarm: ConsoleAlarm; onReopen(): void }) {
  const { t } = useTexts();
  const { may } = useSession();
  const desk = useDesk();
  const [, go] = useLocation();
  const toDesk = () => {
    desk.open(alarm);
    go('~/');
  };
  return (
    <>
      {isOpen(alarm) && (
        <Button variant="default" size="xs" data-testid="to-desk" onClick={toDesk}>
          {t('found.toDesk')}
        </Button>
      )}
      {alarm.state === 'closed' && may('alarms.handle') && (
        <Button variant="default" size="xs" data-testid="reopen" onClick={onReopen}>
          {t('step.reopen')}
        </Button>
      )}
    </>
  );
}

function Content({ alarm, renew }: { alarm: ConsoleAlarm; renew(): void }) {
  const { t, name, code } = useTexts();
  const { deeds } = useDesk();
  const { dialog, ask } = useStepDialog(alarm, deeds, renew);
  const rationale = useRationale(alarm.type);
  const { data: history } = useHistory(alarm);
  const facts = useStepFacts(rationale, history);
  return (
    <PageFrame
      title={
        <span className={classes.title}>
          <PriorityMark priority={alarm.priority} /> {t(`alarm.${alarm.type}`)} <RingBadge ring={alarm.ring} />{' '}
          {name(alarm.sourceName)} <AlarmMarks alarm={alarm} />
        </span>
      }
      aside={[
        code('alarmState', alarm.state),
        ...(alarm.disposition === undefined ? [] : [code('disposition', alarm.disposition)]),
      ].join(' · ')}
      actions={<Actions alarm={alarm} onReopen={() => ask('reopen')} />}
      testid="alarm-file"
    >
      <Link href="/" className={part.dim}>
        {t('found.toList')}
      </Link>
      <AlarmFacts alarm={alarm} />
      {history && <TimeBars alarm={alarm} timings={readTimings(alarm, history)} />}
      <div className={classes.file}>
        <div className={classes.column}>
          {history && (
            <section className={part.part}>
              <h2>{t('history.heading')}</h2>
              <HistoryList entries={history} />
            </section>
          )}
          <ToldList alarm={alarm.id} />
        </div>
        <div className={classes.column}>
          <EvidencePanel alarm={alarm} />
          <Snapshot alarm={alarm} />
          {alarm.incident !== undefined && (
            <Link href={`~/incidents/${alarm.incident}`} className={part.dim}>
              {t('detail.incident')}
            </Link>
          )}
        </div>
      </div>
      <StepDialog alarm={alarm} facts={facts} {...dialog} />
    </PageFrame>
  );
}

/** All that is kept of one alarm, to read; opening it again is the one thing that can be done here. */
export function AlarmFile({ id }: { id: string }) {
  const { t } = useTexts();
  const query = api.useQuery('get', '/api/alarms/{id}', { params: { path: { id } } });
  if (query.data) return <Content alarm={query.data} renew={() => void query.refetch()} />;
  return (
    <PageFrame title={t('nav.alarms')} testid="alarm-file">
      <Loaded query={query} what={t('found.what')}>
        {() => null}
      </Loaded>
    </PageFrame>
  );
}
