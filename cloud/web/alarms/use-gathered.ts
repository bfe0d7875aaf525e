import { useEffect, useState } from 'react';
import type { AlarmView } from '../../api/views.ts';
import { alarmKey } from '../api/apply-live.ts';
import { gatherNew, nothingSeen, seeAll } from './gather-new.ts';

/** Rows to show, how many new ones wait, and what brings them in. `list` names the list: another one starts afresh. */
export function useGathered(alarms: readonly AlarmView[], list: string) {
  const [seen, setSeen] = useState({ ...nothingSeen, list });
  const { shown, waiting } = gatherNew(alarms, seen.list === list ? seen : nothingSeen);
  // where nothing is shown there is nothing that could move
  const takesAll = shown.length === 0 && waiting.length > 0;
  const bringIn = () => setSeen({ ...seeAll(alarms), list });
  if (takesAll) bringIn();

  const newRows = shown.filter((alarm) => !seen.keys.has(alarmKey(alarm))).map(alarmKey);
  const newKeys = newRows.join(' ');
  useEffect(() => {
    if (newKeys !== '') setSeen((before) => ({ ...before, keys: new Set([...before.keys, ...newKeys.split(' ')]) }));
  }, [newKeys]);
  return { shown: takesAll ? waiting : shown, waiting: takesAll ? 0 : waiting.length, bringIn };
}
