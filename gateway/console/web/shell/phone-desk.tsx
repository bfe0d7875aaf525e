import { useState } from 'react';
import { DevicePanel } from '../site/device-panel.tsx';
import { HealthPanel } from '../site/health-panel.tsx';
import { PassagePanel } from '../site/passage-panel.tsx';
import { DeskCameras, DeskQueue, DeskStage } from './desk-parts.tsx';
import { type PhoneTab, PhoneTabs } from './phone-tabs.tsx';
import classes from './shell.module.css';
import type { Desk } from './use-desk.ts';

/** One thing at a time, for a guard on foot. */
export function PhoneDesk({ desk }: { desk: Desk }) {
  const [tab, setTab] = useState<PhoneTab>('alarms');
  const { overview, live, openAlarm, openCamera } = desk;
  const waiting = overview.alarms.filter(({ acknowledgedAtMs }) => acknowledgedAtMs === undefined).length;
  const wrong = overview.health.cloud.state === 'down' || overview.devices.some(({ state }) => state !== 'online');
  const choose = (chosen: PhoneTab) => {
    desk.close();
    setTab(chosen);
  };
  return (
    <>
      <main className={classes.phone}>
        {tab === 'alarms' && (openAlarm ? <DeskStage desk={desk} /> : <DeskQueue desk={desk} />)}
        {tab === 'cameras' && (
          <>
            {openCamera && <DeskStage desk={desk} />}
            <DeskCameras desk={desk} />
          </>
        )}
        {tab === 'passages' && <PassagePanel passages={overview.passages} />}
        {tab === 'system' && (
          <>
            <HealthPanel overview={overview} live={live} />
            <DevicePanel devices={overview.devices} />
          </>
        )}
      </main>
      <PhoneTabs tab={tab} waiting={waiting} wrong={wrong} onChoose={choose} />
    </>
  );
}
