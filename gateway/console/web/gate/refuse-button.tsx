import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { useDeeds } from '../queue/use-deeds.ts';

/** Nothing opens, and that the guard decided so stands in the alarm's history. */
export function RefuseButton({ alarm }: { alarm: ConsoleAlarm }) {
  const { t, code } = useTexts();
  const { may } = useSession();
  const { act, busy, problem } = useDeeds();
  const [done, setDone] = useState(false);
  if (!may('alarms.handle')) return null;
  return (
    <>
      <Button
        variant="default"
        disabled={busy !== undefined || done}
        data-testid="gate-refuse"
        onClick={() => act(alarm, { kind: 'note', note: t('gate.refusedNote') }, () => setDone(true))}
      >
        {t('gate.refuse')}
      </Button>
      {done && <p role="status">{t('gate.refusedHint')}</p>}
      {problem && <p role="alert">{t('record.failed', { reason: code('reason', problem.code) })}</p>}
    </>
  );
}
