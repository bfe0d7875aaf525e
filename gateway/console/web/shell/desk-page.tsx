import { DeskQueue, DeskStage } from './desk-parts.tsx';
import classes from './shell.module.css';
import { type Desk, useDesk } from './use-desk.ts';
import { type KeyAction, useKeys } from './use-keys.ts';
import { useNarrow } from './use-narrow.ts';
import { WideDesk } from './wide-desk.tsx';

/** One thing at a time, for a guard on foot. */
function PhoneDesk({ desk }: { desk: Desk }) {
  return (
    <main className={classes.phone}>{desk.openAlarm ? <DeskStage desk={desk} /> : <DeskQueue desk={desk} />}</main>
  );
}

/** The alarms that wait, and what is open beside them. */
export function DeskPage() {
  const desk = useDesk();
  const narrow = useNarrow();
  useKeys([
    [['j', 'ArrowDown'], () => desk.move(1), 'help.down'],
    [['k', 'ArrowUp'], () => desk.move(-1), 'help.up'],
    [['Enter'], desk.openCurrent, 'help.open'],
    // An open alarm brings its own keys: A among them.
    ...(desk.openAlarm ? [] : [[['a'], desk.acknowledgeCurrent, 'help.acknowledge'] as KeyAction]),
    [['n'], desk.queue.tidy, 'help.bringIn'],
    [['Escape'], desk.close, 'help.close'],
  ]);
  return narrow ? <PhoneDesk desk={desk} /> : <WideDesk desk={desk} />;
}
