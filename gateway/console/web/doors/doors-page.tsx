import { useState } from 'react';
import { Route, Switch } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { type Deed, DeedDialog } from '../parts/deed-dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NotThere } from '../parts/not-there.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { RingBadge, rings } from '../parts/ring-badge.tsx';
import { ClockNote } from './clock-note.tsx';
import { useDoorDeed } from './door-deeds.ts';
import { DoorRow } from './door-row.tsx';
import classes from './doors.module.css';
import { ModeCard } from './mode-card.tsx';
import { ModePreview } from './mode-preview.tsx';
import { ModeStart } from './mode-start.tsx';
import { type Door, type ModeOrder, useDoors, useModes } from './use-doors.ts';

interface DoorsProps {
  doors: readonly Door[];
  opened?: string | undefined;
  onDeed(deed: Deed): void;
}

function Doors({ doors, opened, onDeed }: DoorsProps) {
  const { t } = useTexts();
  const deedOf = useDoorDeed();
  if (doors.length === 0) return <EmptyState title={t('doors.none')} hint={t('doors.noneHint')} />;
  return rings.map((ring) => {
    const here = doors.filter((door) => door.ring === ring);
    if (here.length === 0) return null;
    return (
      <section key={ring}>
        <h2 className={classes.ring}>
          <RingBadge ring={ring} /> {t(`ring.${ring}`)}
        </h2>
        <ul className={classes.list}>
          {here.map((door) => (
            <DoorRow
              key={door.id}
              door={door}
              opened={door.id === opened}
              onDeed={(each, deed) => onDeed(deedOf(each, deed))}
            />
          ))}
        </ul>
      </section>
    );
  });
}

function Modes({ doors, onDeed }: { doors: readonly Door[]; onDeed(deed: Deed): void }) {
  const modes = useModes();
  return modes.data?.standing.map((mode) => <ModeCard key={mode.id} mode={mode} doors={doors} onDeed={onDeed} />);
}

/** Every door and barrier by ring, what can be done to it, and the emergency modes. */
export function DoorsPage() {
  const { t } = useTexts();
  const { may } = useSession();
  const doors = useDoors();
  const [deed, setDeed] = useState<Deed>();
  const [order, setOrder] = useState<ModeOrder>();
  const known = doors.data ?? [];
  return (
    <PageFrame
      title={t('nav.doors')}
      aside={doors.data?.length}
      actions={may('modes.apply') && <ModeStart onOrder={setOrder} />}
      testid="doors-page"
    >
      <ClockNote />
      <Modes doors={known} onDeed={setDeed} />
      <Loaded query={doors} what={t('nav.doors')} stillWorks={t('doors.stillWorks')}>
        {(list) => (
          <Switch>
            <Route path="/:id">
              {({ id }) => (
                <>
                  {!list.some((door) => door.id === id) && <NotThere what={t('nav.doors')} />}
                  <Doors doors={list} opened={id} onDeed={setDeed} />
                </>
              )}
            </Route>
            <Route path="/">
              <Doors doors={list} onDeed={setDeed} />
            </Route>
          </Switch>
        )}
      </Loaded>
      <DeedDialog deed={deed} onClose={() => setDeed(undefined)} />
      <ModePreview order={order} doors={known} onClose={() => setOrder(undefined)} />
    </PageFrame>
  );
}
