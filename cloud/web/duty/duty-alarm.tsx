import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AlarmView } from '../../api/views.ts';
import { AlarmHistory } from '../alarms/alarm-history.tsx';
import { Answer } from '../alarms/answer.tsx';
import { NoteField } from '../alarms/note-field.tsx';
import { Told } from '../alarms/told.tsx';
import { useAct } from '../api/use-alarm.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatAge } from '../parts/format-time.ts';
import { PriorityMark, priorityColour, RingChip } from '../parts/marks.tsx';
import { isAnswered } from './decide-sound.ts';

function TakeOver({ alarm }: { alarm: AlarmView }) {
  const { t } = useTexts();
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = useAct(alarm);
  return (
    <form
      className="take-over"
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ kind: 'acknowledge', note: note.trim() });
      }}
    >
      <NoteField value={note} onChange={setNote} />
      <Button type="submit" size="xs" variant="filled" disabled={isPending} data-testid="take-over">
        {t('duty.takeOver')}
      </Button>
      {error && (
        <span className="bad" role="alert">
          {describeProblem(error, t)}
        </span>
      )}
    </form>
  );
}

/** One alarm that has come up to the cloud. */
export function DutyAlarm({ alarm, siteName }: { alarm: AlarmView; siteName: string }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const [open, setOpen] = useState(false);
  const answered = isAnswered(alarm);
  const { may } = useOperator();
  return (
    <li
      className="duty-alarm"
      style={{ borderLeftColor: priorityColour(alarm.priority) }}
      data-testid="duty-alarm"
      data-alarm={alarm.alarm}
      data-answered={answered}
    >
      <div className="duty-what">
        <span className="alarm-line">
          <PriorityMark priority={alarm.priority} />
          <strong>{t(`alarm.${alarm.type}`)}</strong>
          <RingChip ring={alarm.ring} />
          <span>{siteName}</span>
          <span className="mono dim">{alarm.source}</span>
        </span>
        <span className="alarm-line duty-since">
          <span data-testid="duty-state">{t(`alarmState.${alarm.state}`)}</span>
          <span>{t(alarm.active ? 'alarms.active' : 'alarms.gone')}</span>
          <span className="duty-age">{t('age.ago', { age: formatAge(nowMs - alarm.raisedAtMs, t) })}</span>
        </span>
        <Told alarm={alarm} />
        <Answer alarm={alarm} />
      </div>
      <div className="duty-deeds">
        {!answered && may('alarms.act') && <TakeOver alarm={alarm} />}
        <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'fleet.less' : 'fleet.more')}
        </Button>
      </div>
      {open && <AlarmHistory alarm={alarm} />}
    </li>
  );
}
