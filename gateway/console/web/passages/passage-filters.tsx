import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { lastRange, type Range, TimeRange } from '../parts/time-range.tsx';
import { useKeys } from '../shell/use-keys.ts';
import { methods, outcomes, refusals } from './passage-words.ts';

/** Empty texts ask for nothing. */
export interface Filter {
  person: string;
  plate: string;
  place: string;
  ring: '' | '1' | '2' | '3';
  method: '' | (typeof methods)[number];
  outcome: '' | (typeof outcomes)[number];
  why: '' | (typeof refusals)[number];
  range: Range | undefined;
}
export const noFilter: Filter = {
  ...{ person: '', plate: '', place: '', ring: '', method: '', outcome: '', why: '', range: undefined },
};

const weekMs = 7 * 86_400_000;

interface ChoiceProps {
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  testid: string;
  onChange(value: string): void;
}

function Choice({ label, value, choices, testid, onChange }: ChoiceProps) {
  const { t } = useTexts();
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value}
      data={[{ value: '', label: t('passages.any') }, ...choices]}
      data-testid={testid}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The plate is sent when it is whole, not at every letter: each look is on the record. */
function PlateField({ filter, onChange }: { filter: Filter; onChange(plate: string): void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(filter.plate);
  const field = useRef<HTMLInputElement>(null);
  useKeys([[['/'], () => field.current?.focus(), 'passages.keySearch']]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(typed.trim());
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        ref={field}
        size="xs"
        label={t('passages.plate')}
        placeholder={t('passages.plateHint')}
        value={typed}
        maxLength={20}
        autoComplete="off"
        data-testid="filter-plate"
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          if (event.currentTarget.value === '') onChange('');
        }}
      />
    </form>
  );
}

function usePlaces() {
  const { name } = useTexts();
  const { may } = useSession();
  const doors = api.useQuery('get', '/api/doors', {}, { enabled: may('modes.preview'), staleTime: 60_000 });
  return (doors.data ?? []).map((door) => ({ value: door.id, label: name(door.name) }));
}

/** By door, ring, method, outcome, reason, time; by plate and person for a purpose. */
export function PassageFilters({ filter, onChange }: { filter: Filter; onChange(filter: Filter): void }) {
  const { t, code } = useTexts();
  const { may } = useSession();
  const places = usePlaces();
  const set = (change: Partial<Filter>) => onChange({ ...filter, ...change });
  const pick = <T extends string>(all: readonly T[], value: string): T | '' => all.find((each) => each === value) ?? '';
  const rings = ['1', '2', '3'] as const;
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label={t('nav.passages')}>
      {may('people.view') && <PlateField filter={filter} onChange={(plate) => set({ plate })} />}
      {places.length > 0 && (
        <Choice
          label={t('passages.place')}
          value={filter.place}
          choices={places}
          testid="filter-place"
          onChange={(place) => set({ place })}
        />
      )}
      <Choice
        label={t('passages.ring')}
        value={filter.ring}
        choices={rings.map((value) => ({ value, label: `${t('ring.name', { n: value })} ${t(`ring.${value}`)}` }))}
        testid="filter-ring"
        onChange={(value) => set({ ring: pick(rings, value) })}
      />
      <Choice
        label={t('passages.method')}
        value={filter.method}
        choices={methods.map((value) => ({ value, label: t(`passage.${value}`) }))}
        testid="filter-method"
        onChange={(value) => set({ method: pick(methods, value) })}
      />
      <Choice
        label={t('passages.outcome')}
        value={filter.outcome}
        choices={outcomes.map((value) => ({ value, label: t(`passage.${value}`) }))}
        testid="filter-outcome"
        onChange={(value) => set({ outcome: pick(outcomes, value) })}
      />
      <Choice
        label={t('passages.why')}
        value={filter.why}
        choices={refusals.map((value) => ({ value, label: code('reason', value) }))}
        testid="filter-why"
        onChange={(value) => set({ why: pick(refusals, value) })}
      />
      {filter.range ? (
        <TimeRange value={filter.range} onChange={(range) => set({ range })} />
      ) : (
        <Button size="xs" variant="default" data-testid="filter-time" onClick={() => set({ range: lastRange(weekMs) })}>
          {t('passages.time')}
        </Button>
      )}
      <Button size="xs" variant="subtle" color="gray" data-testid="filter-clear" onClick={() => onChange(noFilter)}>
        {t('passages.clear')}
      </Button>
    </Group>
  );
}
