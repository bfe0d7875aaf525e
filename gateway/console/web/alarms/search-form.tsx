import { NativeSelect } from '@mantine/core';
import { alarmTitles } from '../../../../devices/contracts/alarm-titles.ts';
import type { AlarmState, AlarmType, Disposition, Priority } from '../../../../devices/contracts/alarms.ts';
import type { Ring } from '../../../../devices/contracts/place.ts';
import type { AlarmQuery } from '../../alarms/alarm-ports.ts';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { usePlan } from '../map/use-plan.ts';
import { TimeRange } from '../parts/time-range.tsx';
import { dispositions } from '../queue/decide-steps.ts';

/** What a search asks for; the span always, the rest if it matters. */
export type Asked = Omit<AlarmQuery, 'limit' | 'before'> & { fromMs: number; toMs: number };

const states: readonly (AlarmState | 'open')[] = [
  'open',
  'raised',
  'acknowledged',
  'verified',
  'dispatched',
  'on-scene',
  'resolved',
  'closed',
];

interface ChoiceProps {
  label: string;
  any: string;
  value: string | undefined;
  data: readonly { value: string; label: string }[];
  testid: string;
  onChoose(value: string | undefined): void;
}

function Choice({ label, any, value, data, testid, onChoose }: ChoiceProps) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value ?? ''}
      data={[{ value: '', label: any }, ...data]}
      data-testid={testid}
      onChange={(event) => onChoose(event.currentTarget.value || undefined)}
    />
  );
}

const same = <T extends string>(values: readonly T[], words: (value: T) => string) =>
  values.map((value) => ({ value, label: words(value) }));

/** Whatever an alarm can stand at, by its title; what was asked for by a link and has none keeps its place. */
function useSources(asked: string | undefined) {
  const { t, name } = useTexts();
  const { devices, cameras } = useSite().overview;
  const { may } = useSession();
  const routes = api.useQuery('get', '/api/patrol-routes', {}, { enabled: may('duty.view'), staleTime: 60_000 });
  const found = [...devices, ...cameras, ...(usePlan().data?.things ?? []), ...(routes.data ?? [])];
  const titles = new Map(found.map((each) => [each.id, name(each.name)]));
  if (asked !== undefined && !titles.has(asked)) titles.set(asked, t('found.otherSource'));
  return [...titles].map(([value, label]) => ({ value, label })).sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** All that a search can ask for; a change asks at once. */
export function SearchForm({ asked, onAsk }: { asked: Asked; onAsk(asked: Asked): void }) {
  const { t, code, name } = useTexts();
  const { zones = [] } = useSite().overview.site;
  const set = <Key extends keyof Asked>(key: Key, value: Asked[Key] | undefined) => {
    const { [key]: _before, ...others } = asked;
    onAsk((value === undefined ? others : { ...others, [key]: value }) as Asked);
  };
  const any = t('found.any');
  const sources = useSources(asked.source);
  const types = same(Object.keys(alarmTitles) as AlarmType[], (type) => t(`alarm.${type}`));
  return (
    <>
      <TimeRange value={asked} onChange={(range) => onAsk({ ...asked, ...range })} />
      <Choice
        {...{
          label: t('found.type'),
          any: t('found.anyType'),
          value: asked.types?.[0],
          data: types,
          testid: 'ask-type',
        }}
        onChoose={(type) => set('types', type === undefined ? undefined : [type as AlarmType])}
      />
      <Choice
        {...{ label: t('found.priority'), any, value: asked.priorities?.[0]?.toString(), testid: 'ask-priority' }}
        data={same(['1', '2', '3', '4'], (each) => `P${each}`)}
        onChoose={(each) => set('priorities', each === undefined ? undefined : [Number(each) as Priority])}
      />
      <Choice
        {...{ label: t('found.ring'), any, value: asked.rings?.[0]?.toString(), testid: 'ask-ring' }}
        data={same(['1', '2', '3'], (each) => t('ring.name', { n: each }))}
        onChoose={(each) => set('rings', each === undefined ? undefined : [Number(each) as Ring])}
      />
      {zones.length > 0 && (
        <Choice
          {...{ label: t('found.zone'), any, value: asked.zone, testid: 'ask-zone' }}
          data={zones.map((zone) => ({ value: zone.id, label: name(zone.name) }))}
          onChoose={(zone) => set('zone', zone)}
        />
      )}
      <Choice
        {...{ label: t('found.state'), any, value: asked.state, testid: 'ask-state' }}
        data={same(states, (state) => code('alarmState', state))}
        onChoose={(state) => set('state', state as Asked['state'])}
      />
      <Choice
        {...{ label: t('found.disposition'), any, value: asked.disposition, testid: 'ask-disposition' }}
        data={same(dispositions, (each) => code('disposition', each))}
        onChoose={(each) => set('disposition', each as Disposition | undefined)}
      />
      <Choice
        {...{ label: t('found.hidden'), any, value: asked.hidden?.toString(), testid: 'ask-hidden' }}
        data={same(['false', 'true'], (each) => t(each === 'true' ? 'found.beside' : 'found.inList'))}
        onChoose={(each) => set('hidden', each === undefined ? undefined : each === 'true')}
      />
      <Choice
        {...{ label: t('found.drill'), any, value: asked.drill?.toString(), testid: 'ask-drill' }}
        data={same(['false', 'true'], (each) => t(each === 'true' ? 'found.onlyDrills' : 'found.noDrills'))}
        onChoose={(each) => set('drill', each === undefined ? undefined : each === 'true')}
      />
      <Choice
        {...{ label: t('found.source'), any, value: asked.source, data: sources, testid: 'ask-source' }}
        onChoose={(source) => set('source', source)}
      />
    </>
  );
}
