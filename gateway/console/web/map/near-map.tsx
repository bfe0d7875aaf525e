import { useMemo, useState } from 'react';
import { useTexts } from '../locales/i18n.ts';
import { Loaded } from '../parts/loaded.tsx';
import { LeafletPlan } from './leaflet-plan.tsx';
import classes from './map.module.css';
import { nearThings } from './near-things.ts';
import { ThingCard } from './thing-card.tsx';
import { ThingList } from './thing-list.tsx';
import { useMarks, useThingStates } from './use-marks.ts';
import { type Plan, usePlan } from './use-plan.ts';

const aroundM = 30;
const mostListed = 12;

function Near({ plan, source }: { plan: Plan; source: string }) {
  const { t, name } = useTexts();
  const [chosen, setChosen] = useState<string>();
  const states = useThingStates(plan);
  const marks = useMarks(states);
  const found = useMemo(() => nearThings(plan, source), [plan, source]);
  if (!found) return <p className={classes.dim}>{t('map.notOnPlan')}</p>;
  const { at, near } = found;
  const metres = new Map(near.map(({ thing, metres: far }) => [thing.id, far]));
  const byId = new Map(states.map((state) => [state.thing.id, state]));
  const listed = near.slice(0, mostListed).flatMap(({ thing }) => byId.get(thing.id) ?? []);
  const card = chosen === undefined ? undefined : byId.get(chosen);
  const far = (id: string) => {
    const known = metres.get(id);
    return known === undefined ? undefined : t('map.metres', { n: known });
  };
  return (
    <div className={classes.near}>
      <div className={classes.nearMap}>
        <LeafletPlan
          plan={plan}
          label={t('map.nearLabel', { name: name(at.name) })}
          marks={marks}
          chosen={at.id}
          focus={{ ...at.at, aroundM: plan.toScale ? aroundM : plan.heightM / 4 }}
          onPick={setChosen}
        />
      </div>
      <div className={classes.nearList}>
        {card && <ThingCard state={card} onClose={() => setChosen(undefined)} />}
        <ThingList
          label={t('map.nearby')}
          states={listed}
          chosen={chosen}
          aside={({ thing }) => far(thing.id)}
          onPick={setChosen}
        />
      </div>
    </div>
  );
}

/** The plan around one device, camera, door or barrier, with what is within 60 m or in its zone, nearest first. */
export function NearMap({ source }: { source: string }) {
  const { t } = useTexts();
  const plan = usePlan();
  return (
    <section aria-label={t('map.nearby')} data-testid="near-map">
      <Loaded query={plan} what={t('nav.map')}>
        {(known) => <Near key={source} plan={known} source={source} />}
      </Loaded>
    </section>
  );
}
