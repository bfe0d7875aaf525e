import { Modal } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { ConsoleCamera } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './scene.module.css';

/** Fetched when somebody draws for the first time: the desk does not wait for it. */
const SceneEditor = lazy(() => import('./scene-editor.tsx').then((module) => ({ default: module.SceneEditor })));

/** Drawing on a camera's picture takes the whole window. */
export function SceneDialog({ camera, onClose }: { camera: ConsoleCamera; onClose(): void }) {
  const { t, name } = useTexts();
  const [closing, setClosing] = useState(0);
  return (
    <Modal
      opened
      fullScreen
      onClose={() => setClosing(closing + 1)}
      title={t('scene.heading', { camera: name(camera.name) })}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('scene.close') }}
      classNames={{ content: classes.dialog, body: classes.dialogBody }}
      data-testid="scene-dialog"
    >
      <Suspense fallback={<p>{t('scene.working')}</p>}>
        <SceneEditor camera={camera} closing={closing} onClose={onClose} />
      </Suspense>
    </Modal>
  );
}
