import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { useSession } from '../api/use-session.ts';
import { useDoorDeed } from '../doors/door-deeds.ts';
import { AnswerWords } from '../doors/door-row.tsx';
import { useDoors } from '../doors/use-doors.ts';
import { useTexts } from '../locales/i18n.ts';
import { type Deed, DeedDialog } from '../parts/deed-dialog.tsx';
import classes from './gate.module.css';

/** Opens one way once, with a reason; how its controller answers stands beside it. */
export function OpenOnce({ door: id }: { door: string }) {
  const { t, name } = useTexts();
  const { may } = useSession();
  const doors = useDoors();
  const deedOf = useDoorDeed();
  const [deed, setDeed] = useState<Deed>();
  const door = doors.data?.find((each) => each.id === id);
  if (!door || !may('doors.operate')) return null;
  return (
    <div className={classes.deeds}>
      <Button color="dark" data-testid="open-once" onClick={() => setDeed(deedOf(door, 'open'))}>
        {t('gate.openOnce', { name: name(door.name) })}
      </Button>
      <AnswerWords answer={door.answer} />
      <DeedDialog deed={deed} onClose={() => setDeed(undefined)} />
    </div>
  );
}

/** Doors and barriers beside a source: itself, else those of its zone, else those of its ring. */
export function useWaysAt(alarm: Pick<ConsoleAlarm, 'source' | 'zone' | 'ring'>): string[] {
  const { data: doors = [] } = useDoors();
  const own = doors.filter(({ id, controller }) => id === alarm.source || controller === alarm.source);
  const inZone = doors.filter(({ zone }) => zone !== undefined && zone === alarm.zone);
  const found = own.length > 0 ? own : inZone.length > 0 ? inZone : doors.filter(({ ring }) => ring === alarm.ring);
  return found.map(({ id }) => id);
}
