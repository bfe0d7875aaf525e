import { useSession } from '../api/use-session.ts';
import { DevicePanel } from '../site/device-panel.tsx';
import { HealthPanel } from '../site/health-panel.tsx';
import { PassagePanel } from '../site/passage-panel.tsx';
import { DeskCameras, DeskQueue, DeskStage } from './desk-parts.tsx';
import classes from './shell.module.css';
import type { Desk } from './use-desk.ts';

/** Queue on the left, the open alarm in the middle, the site's state on the right. */
export function WideDesk({ desk }: { desk: Desk }) {
  const { may } = useSession();
  const { overview, live } = desk;
  return (
    <main className={classes.desk}>
      <div className={classes.left}>
        <DeskQueue desk={desk} />
      </div>
      <div className={classes.middle}>
        <div className={classes.stage}>
          <DeskStage desk={desk} />
        </div>
        <DeskCameras desk={desk} />
      </div>
      <div className={classes.right}>
        <HealthPanel overview={overview} live={live} />
        <DevicePanel devices={overview.devices} />
        {may('passages.view') && <PassagePanel passages={overview.passages} />}
      </div>
    </main>
  );
}
