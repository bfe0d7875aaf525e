import type { ConsoleAlarm } from '../../console-ports.ts';
import { CallPanel } from './call-panel.tsx';
import { PlatePanel } from './plate-panel.tsx';

/** What a guard does at the gate about an alarm of this type; nothing for all others. */
export function GatePanel({ alarm }: { alarm: ConsoleAlarm }) {
  if (alarm.type === 'gate-call') return <CallPanel key={alarm.id} alarm={alarm} />;
  if (alarm.type === 'vehicle-unknown' || alarm.type === 'vehicle-denied') {
    return <PlatePanel key={alarm.id} alarm={alarm} />;
  }
  return null;
}
