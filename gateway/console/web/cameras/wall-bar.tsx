import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useTexts } from '../locales/i18n.ts';
import { rings } from '../parts/ring-badge.tsx';
import { type WallSize, wallSizes } from './use-wall.ts';
import classes from './wall.module.css';

const tourSeconds = [5, 10, 20, 60] as const;

export interface WallBarProps {
  size: WallSize;
  page: number;
  pages: number;
  /** Seconds a page, or 0 for no tour. */
  tourS: number;
  onSize(size: WallSize): void;
  onPage(by: number): void;
  onTour(seconds: number): void;
  onRing(ring: number | undefined): void;
  onFull(): void;
}

export function WallBar(props: WallBarProps) {
  const { t } = useTexts();
  const { size, page, pages, tourS } = props;
  return (
    <div className={classes.bar}>
      <SegmentedControl
        size="xs"
        aria-label={t('wall.size')}
        value={String(size)}
        data={wallSizes.map((each) => ({ value: String(each), label: String(each) }))}
        data-testid="wall-size"
        onChange={(value) => props.onSize(wallSizes.find((each) => String(each) === value) ?? size)}
      />
      <NativeSelect
        size="xs"
        aria-label={t('wall.ring')}
        value=""
        data={[
          { value: '', label: `${t('wall.ring')}…` },
          { value: '0', label: t('wall.all') },
          ...rings.map((ring) => ({
            value: String(ring),
            label: `${t('ring.name', { n: ring })} ${t(`ring.${ring}`)}`,
          })),
        ]}
        data-testid="wall-ring"
        onChange={(event) => {
          const ring = Number(event.currentTarget.value);
          if (event.currentTarget.value !== '') props.onRing(ring === 0 ? undefined : ring);
        }}
      />
      <NativeSelect
        size="xs"
        aria-label={`${t('wall.tour')}: ${t('wall.tourEvery')}`}
        value={String(tourS)}
        data={[
          { value: '0', label: `${t('wall.tour')}: –` },
          ...tourSeconds.map((n) => ({ value: String(n), label: `${t('wall.tour')}: ${t('wall.seconds', { n })}` })),
        ]}
        data-testid="wall-tour"
        onChange={(event) => props.onTour(Number(event.currentTarget.value))}
      />
      {pages > 1 && (
        <span className={classes.pages}>
          <Button size="compact-xs" variant="default" aria-label={t('wall.previous')} onClick={() => props.onPage(-1)}>
            ‹
          </Button>
          <span data-testid="wall-page">{t('wall.page', { page: page + 1, pages })}</span>
          <Button size="compact-xs" variant="default" aria-label={t('wall.next')} onClick={() => props.onPage(1)}>
            ›
          </Button>
        </span>
      )}
      <Button size="compact-sm" variant="default" data-testid="wall-full" onClick={props.onFull}>
        {t('wall.full')}
      </Button>
    </div>
  );
}
