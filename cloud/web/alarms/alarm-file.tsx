import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useKeys } from '../../../gateway/console/web/shell/use-keys.ts';
import type { AlarmView } from '../../api/views.ts';
import { useAct } from '../api/use-alarm.ts';
import { useOperator } from '../api/use-operator.ts';
import { isAnswered } from '../duty/decide-sound.ts';
import { type TextKey, useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { DeskClimb } from '../tenancy/desk-climb.tsx';
import { AlarmHistory } from './alarm-history.tsx';
import { Told } from './told.tsx';

/** What can be known and done about one alarm: who was told when, who answered, its course, and an answer of one's own. */
export function AlarmFile({ alarm }: { alarm: AlarmView }) {
  const { t } = useTexts();
  const { may } = useOperator();
  const { mutate, isPending, error } = useAct(alarm);
  const mayAnswer = alarm.state !== 'closed' && !isAnswered(alarm) && may('alarms.act');
  const answer = () => {
    if (mayAnswer && !isPending) mutate({ kind: 'acknowledge' });
  };
  useKeys<TextKey>([[['a'], answer, 'alarms.keyAnswer']]);
  return (
    <div className="alarm-file" data-testid="alarm-file" data-alarm={alarm.alarm}>
      <div className="alarm-line">
        {mayAnswer && (
          <Button size="compact-sm" variant="filled" disabled={isPending} data-testid="acknowledge" onClick={answer}>
            {t('duty.acknowledge')} <kbd className="key">A</kbd>
          </Button>
        )}
        <Link href={`~/gateways/${alarm.gateway}`}>{t('alarms.toGateway', { gateway: alarm.gateway })}</Link>
      </div>
      {error && (
        <p className="bad" role="alert">
          {describeProblem(error, t)}
        </p>
      )}
      <h3>{t('duty.told')}</h3>
      {alarm.told.length > 0 ? <Told alarm={alarm} /> : <p className="dim small">{t('alarms.nobodyTold')}</p>}
      <DeskClimb alarm={alarm} />
      <h3>{t('alarms.course')}</h3>
      <AlarmHistory alarm={alarm} />
    </div>
  );
}
