import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { alarmTitles } from '../../../../devices/contracts/alarm-titles.ts';
import { api, type Body } from '../api/api.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import classes from '../shift/shift.module.css';
import { useRefused } from '../shift/use-refused.ts';

type Plan = Body<'/api/drills', 'post'>;
type AlarmType = Extract<Plan['scenarios'][number], { kind: 'alarm' }>['type'];
interface Item {
  key: number;
  kind: 'alarm' | 'evacuation';
  type: AlarmType;
  source: string;
  afterS: number;
}

const types = Object.keys(alarmTitles) as AlarmType[];

function toScenario({ kind, type, source, afterS }: Item): Plan['scenarios'][number] {
  return kind === 'alarm' ? { kind, type, source, afterS } : { kind, afterS };
}

function ItemRow({ item, onChange, onRemove }: { item: Item; onChange(next: Item): void; onRemove(): void }) {
  const { t, name } = useTexts();
  const { overview } = useSite();
  const places = [...overview.devices, ...overview.cameras].map((one) => ({ value: one.id, label: name(one.name) }));
  return (
    <div className={classes.slot} data-testid="drill-item">
      <NativeSelect
        label={t('drill.scenario')}
        value={item.kind}
        data={(['alarm', 'evacuation'] as const).map((value) => ({ value, label: t(`drill.${value}`) }))}
        onChange={(event) => onChange({ ...item, kind: event.currentTarget.value as Item['kind'] })}
      />
      {item.kind === 'alarm' && (
        <>
          <NativeSelect
            label={t('drill.type')}
            value={item.type}
            data={types.map((value) => ({ value, label: t(`alarm.${value}`) }))}
            data-testid="drill-type"
            onChange={(event) => onChange({ ...item, type: event.currentTarget.value as AlarmType })}
          />
          <NativeSelect
            label={t('drill.source')}
            value={item.source}
            data={places}
            data-testid="drill-source"
            onChange={(event) => onChange({ ...item, source: event.currentTarget.value })}
          />
        </>
      )}
      <NumberInput
        label={t('drill.after')}
        value={item.afterS}
        min={0}
        hideControls
        onChange={(value) => onChange({ ...item, afterS: Math.max(0, Math.round(Number(value) || 0)) })}
      />
      <Button variant="default" onClick={onRemove}>
        {t('drill.removeItem')}
      </Button>
    </div>
  );
}

/** What shall happen, when, and who knows of it. */
export function DrillPlanForm({ onPlanned }: { onPlanned(id: string): void }) {
  const { t } = useTexts();
  const refused = useRefused();
  const notify = useUndoNotice();
  const queries = useQueryClient();
  const { overview } = useSite();
  const first = overview.devices[0]?.id ?? overview.cameras[0]?.id ?? '';
  const newItem = (key: number): Item => ({ key, kind: 'alarm', type: 'intrusion', source: first, afterS: 10 });
  const [name, setName] = useState('');
  const [knows, setKnows] = useState('');
  const [limit, setLimit] = useState(30);
  const [items, setItems] = useState<Item[]>(() => [newItem(1)]);
  const plan = api.useMutation('post', '/api/drills', {
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['get', '/api/drills'] });
      notify(t('drill.saved'));
      onPlanned(id);
    },
  });
  const send = () =>
    plan.mutate({
      body: {
        ...{ name: name.trim(), limitS: limit * 60, scenarios: items.map(toScenario) },
        knows: [...new Set(knows.split(/[\s,，、]+/).filter(Boolean))],
      },
    });
  return (
    <form
      data-testid="drill-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={classes.slot}>
        <TextInput
          label={t('drill.name')}
          value={name}
          required
          maxLength={80}
          data-testid="drill-name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('drill.knows')}
          description={t('drill.knowsHint')}
          value={knows}
          onChange={(event) => setKnows(event.currentTarget.value)}
        />
        <NumberInput
          label={t('drill.limit')}
          value={limit}
          min={1}
          max={240}
          hideControls
          onChange={(value) => setLimit(Math.max(1, Math.round(Number(value) || 1)))}
        />
      </div>
      {items.map((item) => (
        <ItemRow
          key={item.key}
          item={item}
          onChange={(next) => setItems((all) => all.map((each) => (each.key === next.key ? next : each)))}
          onRemove={() => setItems((all) => all.filter(({ key }) => key !== item.key))}
        />
      ))}
      <div className={classes.sign}>
        <Button
          variant="default"
          onClick={() => setItems((all) => [...all, newItem(Math.max(0, ...all.map(({ key }) => key)) + 1)])}
        >
          {t('drill.add')}
        </Button>
        <Button
          type="submit"
          color="dark"
          disabled={name.trim() === '' || items.length === 0 || plan.isPending}
          data-testid="drill-save"
        >
          {t('drill.save')}
        </Button>
      </div>
      {plan.error && (
        <p role="alert" className={classes.alert}>
          {refused(plan.error)}
        </p>
      )}
    </form>
  );
}
