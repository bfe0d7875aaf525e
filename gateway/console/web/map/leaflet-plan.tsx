import { lazy, Suspense } from 'react';
import { useTexts } from '../locales/i18n.ts';
import { LoadingWords } from '../parts/loading-words.tsx';
import type { LeafletCanvasProps } from './leaflet-canvas.tsx';

const LeafletCanvas = lazy(() => import('./leaflet-canvas.tsx').then((m) => ({ default: m.LeafletCanvas })));

/** The plan with symbols on it; Leaflet is fetched when the first one is shown. It fills its parent. */
export function LeafletPlan(props: LeafletCanvasProps) {
  const { t } = useTexts();
  return (
    <Suspense fallback={<LoadingWords what={t('nav.map')} />}>
      <LeafletCanvas {...props} />
    </Suspense>
  );
}
