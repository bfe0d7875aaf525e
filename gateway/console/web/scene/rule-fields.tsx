import { NativeSelect, NumberInput } from '@mantine/core';
import type { CrossingDirection, ObjectClass } from '../../../../devices/contracts/camera-scene.ts';
import type { Title } from '../../../../devices/contracts/place.ts';
import { type TextKey, useTexts } from '../locales/i18n.ts';
import { objectTexts } from './rule-words.ts';
import rules from './rules.module.css';

interface Named {
  id: string;
  name: Title;
}

/** One of what is drawn, or one of the site's doors. */
export function PlaceField(props: {
  label: TextKey;
  testid: string;
  places: readonly Named[];
  value: string | undefined;
  /** What choosing nothing means, where that may be. */
  whole?: TextKey;
  onChange(id: string | undefined): void;
}) {
  const { t, name } = useTexts();
  return (
    <NativeSelect
      size="xs"
      label={t(props.label)}
      value={props.value ?? ''}
      data-testid={props.testid}
      onChange={({ currentTarget: { value } }) => props.onChange(value === '' ? undefined : value)}
      data={[
        ...(props.whole ? [{ value: '', label: t(props.whole) }] : []),
        ...props.places.map(({ id, name: title }) => ({ value: id, label: name(title) || id })),
      ]}
    />
  );
}

const signs: Record<CrossingDirection, string> = {
  'left-to-right': 'A → B',
  'right-to-left': 'B → A',
  either: 'A ⇄ B',
};

/** The arrow in the picture follows what is chosen here. */
export function DirectionField<Way extends CrossingDirection>(props: {
  value: Way;
  ways: readonly Way[];
  onChange(way: Way): void;
}) {
  const { t } = useTexts();
  return (
    <NativeSelect
      size="xs"
      label={t('scene.direction')}
      value={props.value}
      data-testid="direction"
      onChange={({ currentTarget: { value } }) => {
        const way = props.ways.find((each) => each === value);
        if (way) props.onChange(way);
      }}
      data={props.ways.map((way) => ({ value: way, label: signs[way] }))}
    />
  );
}

const kinds = Object.keys(objectTexts) as ObjectClass[];

/** At least one stays chosen. */
export function ObjectsField(props: { value: readonly ObjectClass[]; onChange(kinds: ObjectClass[]): void }) {
  const { t } = useTexts();
  return (
    <div className={rules.wide}>
      <span className={rules.fieldLabel}>{t('scene.objects')}</span>
      <fieldset className={rules.chips} aria-label={t('scene.objects')}>
        {kinds.map((kind) => {
          const on = props.value.includes(kind);
          return (
            <button
              key={kind}
              type="button"
              className={rules.chip}
              aria-pressed={on}
              data-testid={`object-${kind}`}
              onClick={() => {
                const next = kinds.filter((each) => (each === kind ? !on : props.value.includes(each)));
                if (next.length > 0) props.onChange(next);
              }}
            >
              {t(objectTexts[kind])}
            </button>
          );
        })}
      </fieldset>
    </div>
  );
}

/** A number within its limits, whole unless it may have `decimals`; a field that is being emptied keeps its last one. */
export function NumberField(props: {
  label: TextKey;
  testid: string;
  value: number;
  min: number;
  max: number;
  decimals?: number;
  onChange(value: number): void;
}) {
  const { t } = useTexts();
  const { min, max, decimals = 0 } = props;
  return (
    <NumberInput
      size="xs"
      label={t(props.label)}
      value={props.value}
      min={min}
      max={max}
      allowDecimal={decimals > 0}
      decimalScale={decimals}
      step={decimals > 0 ? 0.1 : 1}
      allowNegative={false}
      clampBehavior="blur"
      data-testid={props.testid}
      onChange={(value) => {
        if (typeof value === 'number' && value >= min && value <= max) props.onChange(value);
      }}
    />
  );
}
