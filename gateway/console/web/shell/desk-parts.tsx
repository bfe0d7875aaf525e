import { Button } from '@mantine/core';
import { useSession } from '../api/use-session.ts';
import { CameraStrip } from '../cameras/camera-strip.tsx';
import { useTexts } from '../locales/i18n.ts';
import { AlarmDetail } from '../queue/alarm-detail.tsx';
import { AlarmQueue } from '../queue/alarm-queue.tsx';
import { LivePicture } from '../video/live-picture.tsx';
import classes from './shell.module.css';
import type { Desk } from './use-desk.ts';

export function DeskQueue({ desk }: { desk: Desk }) {
  const { may } = useSession();
  return (
    <AlarmQueue
      queue={desk.queue}
      problem={desk.deeds.problem?.alarm === desk.openAlarm?.id ? undefined : desk.deeds.problem}
      current={desk.current}
      health={desk.overview.health}
      passages={may('passages.view') ? desk.overview.passages.length : undefined}
      onOpen={desk.open}
    />
  );
}

/** The open alarm or camera, or a word on how to open one. */
export function DeskStage({ desk }: { desk: Desk }) {
  const { t } = useTexts();
  const { may } = useSession();
  const { openAlarm, openCamera } = desk;
  if (openAlarm) {
    return <AlarmDetail alarm={openAlarm} camera={openCamera} deeds={desk.deeds} onClose={desk.close} />;
  }
  if (openCamera && may('cameras.view')) {
    return (
      <div className={classes.camera}>
        <LivePicture key={openCamera.id} camera={openCamera} />
        {may('scenes.change') && (
          <Button size="compact-sm" variant="default" data-testid="open-scene" onClick={() => desk.draw(openCamera)}>
            {t('scene.open')}
          </Button>
        )}
      </div>
    );
  }
  return (
    <p className={classes.nothing} data-testid="nothing-open">
      {t('detail.nothingOpen')} <span>{t('detail.nothingOpenHint')}</span>
    </p>
  );
}

export function DeskCameras({ desk }: { desk: Desk }) {
  const { t } = useTexts();
  const { may } = useSession();
  const nothingOpen = !desk.openAlarm && !desk.openCamera;
  if (!may('cameras.view')) return <p className={classes.nothing}>{t('camera.notForRole')}</p>;
  return (
    <CameraStrip cameras={desk.overview.cameras} chosen={desk.openCamera?.id} large={nothingOpen} onOpen={desk.watch} />
  );
}
