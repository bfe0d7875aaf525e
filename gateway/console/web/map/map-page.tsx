import { Chip, Group, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Ring } from '../../../../devices/contracts/place.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Icon } from '../parts/icons.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { rings as allRings } from '../parts/ring-badge.tsx';
import { useKeys } from '../shell/use-keys.ts';
import type { MapMoves } from './leaflet-canvas.tsx';
import { LeafletPlan } from './leaflet-plan.tsx';
import classes from './map.module.css';
import { type Layer, layerOf, layers } from './symbols.ts';
import { ThingCard } from './thing-card.tsx';
import { ThingList } from './thing-list.tsx';
import { byUrgency } from './thing-states.ts';
import { useMarks, useThingStates } from './use-marks.ts';
import { type Plan, usePlan } from './use-plan.ts';

interface Shown {
  rings: Ring[];
  layers: Layer[];
  search: string;
}

function Switches({ shown, onChange }: { shown: Shown; onChange(next: Shown): void }) {
  const { t } = useTexts();
  return (
    <>
      <TextInput
        aria-label={t('map.search')}
        placeholder={t('map.search')}
        size="xs"
        value={shown.search}
        leftSection={<Icon name="search" />}
        data-testid="map-search"
        onChange={(event) => onChange({ ...shown, search: event.currentTarget.value })}
      />
      <Chip.Group
        multiple
        value={shown.rings.map(String)}
        onChange={(on) => onChange({ ...shown, rings: allRings.filter((ring) => on.includes(String(ring))) })}
      >
        <Group gap={4}>
          {allRings.map((ring) => (
            <Chip key={ring} value={String(ring)} size="xs" color="dark" data-testid={`map-ring-${ring}`}>
              {t('ring.name', { n: ring })} {t(`ring.${ring}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Chip.Group
        multiple
        value={shown.layers}
        onChange={(on) => onChange({ ...shown, layers: layers.filter((layer) => on.includes(layer)) })}
      >
        <Group gap={4}>
          {layers.map((layer) => (
            <Chip key={layer} value={layer} size="xs" color="dark" data-testid={`map-layer-${layer}`}>
              {t(`map.layer.${layer}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </>
  );
}

function MoveButtons({ moves }: { moves: React.RefObject<MapMoves | undefined> }) {
  const { t } = useTexts();
  return (
    <div className={classes.moves}>
      <button type="button" aria-label={t('map.zoomIn')} onClick={() => moves.current?.zoom(0.75)}>
        <span aria-hidden="true">+</span>
      </button>
      <button type="button" aria-label={t('map.zoomOut')} onClick={() => moves.current?.zoom(-0.75)}>
        <span aria-hidden="true">−</span>
      </button>
      <button type="button" aria-label={t('map.whole')} onClick={() => moves.current?.whole()}>
        <span aria-hidden="true">⤢</span>
      </button>
    </div>
  );
}

function useMapKeys(moves: React.RefObject<MapMoves | undefined>, close: () => void) {
  useKeys([
    [['+', '='], () => moves.current?.zoom(0.75), 'map.zoomIn'],
    [['-'], () => moves.current?.zoom(-0.75), 'map.zoomOut'],
    [['0'], () => moves.current?.whole(), 'map.whole'],
    [['ArrowLeft'], () => moves.current?.pan(-1, 0), 'map.pan'],
    [['ArrowRight'], () => moves.current?.pan(1, 0)],
    [['ArrowUp'], () => moves.current?.pan(0, -1)],
    [['ArrowDown'], () => moves.current?.pan(0, 1)],
    [['Escape'], close],
  ]);
}

function Ground({ plan, shown }: { plan: Plan; shown: Shown }) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState<string>();
  const moves = useRef<MapMoves>(undefined);
  useMapKeys(moves, () => setChosen(undefined));
  const states = useThingStates(plan);
  const wanted = shown.search.trim().toLowerCase();
  const seen = states.filter(
    ({ thing }) =>
      shown.rings.includes(thing.ring) &&
      shown.layers.includes(layerOf(thing.is)) &&
      (wanted === '' || `${thing.name.zh} ${thing.name.en} ${thing.id}`.toLowerCase().includes(wanted)),
  );
  const marks = useMarks(seen);
  const card = states.find(({ thing }) => thing.id === chosen);
  const abnormal = seen.filter(({ tone }) => tone === 'alarm' || tone === 'lost').length;
  return (
    <div className={classes.page}>
      <div className={classes.ground}>
        <LeafletPlan
          plan={plan}
          label={t('map.label')}
          marks={marks}
          chosen={chosen}
          rings={shown.rings}
          focus={card && plan.toScale ? { ...card.thing.at, aroundM: 30 } : undefined}
          onPick={setChosen}
          moves={moves}
        />
        <MoveButtons moves={moves} />
        {!plan.toScale && <p className={classes.noScale}>{t('map.noScale')}</p>}
      </div>
      <aside className={classes.side} aria-label={t('map.listLabel')}>
        {card && <ThingCard state={card} onClose={() => setChosen(undefined)} />}
        <h2 className={classes.count}>{t('map.count', { n: seen.length, abnormal })}</h2>
        <ThingList label={t('map.listLabel')} states={seen.toSorted(byUrgency)} chosen={chosen} onPick={setChosen} />
      </aside>
    </div>
  );
}

/** The site's ground with its three rings, everything on it by its state, and the same as a list. */
export function MapPage() {
  const { t } = useTexts();
  const plan = usePlan();
  const [shown, setShown] = useState<Shown>({ rings: [...allRings], layers: [...layers], search: '' });
  return (
    <PageFrame
      title={t('nav.map')}
      toolbar={<Switches shown={shown} onChange={setShown} />}
      scroll={false}
      testid="map-page"
    >
      <Loaded query={plan} what={t('nav.map')} stillWorks={t('map.stillWorks')}>
        {(known) =>
          known.things.length + known.zones.length === 0 ? (
            <EmptyState title={t('map.empty')} hint={t('map.emptyHint')} testid="map-empty" />
          ) : (
            <Ground plan={known} shown={shown} />
          )
        }
      </Loaded>
    </PageFrame>
  );
}
