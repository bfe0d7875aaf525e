import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { TimeSpan } from '../../../../devices/contracts/time-span.ts';
import { useTexts } from '../locales/i18n.ts';
import { dayTexts, type Weekday } from './rule-words.ts';
import rules from './rules.module.css';
import classes from './scene.module.css';

const days = Object.keys(dayTexts) as Weekday[];
const usualSpan: TimeSpan = { from: '22:00', to: '06:00' };
const maxSpans = 6;
const ends = [
  ['from', 'scene.from'],
  ['to', 'scene.to'],
] as const;

/** No day chosen means every day. */
function toggleDay(span: TimeSpan, day: Weekday): TimeSpan {
  const { days: chosen, ...times } = span;
  const next = days.filter((each) => (each === day ? !chosen?.includes(each) : chosen?.includes(each)));
  return next.length === 0 || next.length === days.length ? times : { ...times, days: next };
}

interface SpanProps {
  span: TimeSpan;
  onChange(span: TimeSpan): void;
  onRemove(): void;
}

function Span({ span, onChange, onRemove }: SpanProps) {
  const { t } = useTexts();
  return (
    <fieldset className={rules.span} data-testid="span">
      <div className={rules.times}>
        {ends.map(([end, label]) => (
          <TextInput
            key={end}
            size="xs"
            type="time"
            label={t(label)}
            value={span[end]}
            data-testid={`span-${end}`}
            // A field that is half filled in has no time yet.
            onChange={({ currentTarget: { value } }) => value && onChange({ ...span, [end]: value.slice(0, 5) })}
          />
        ))}
        <Button size="compact-xs" variant="default" onClick={onRemove}>
          {t('scene.removeTime')}
        </Button>
      </div>
      <fieldset className={rules.chips} aria-label={t('scene.days')}>
        {days.map((day) => (
          <button
            key={day}
            type="button"
            className={rules.chip}
            aria-pressed={span.days?.includes(day) ?? true}
            data-testid={`day-${day}`}
            onClick={() => onChange(toggleDay(span.days ? span : { ...span, days }, day))}
          >
            {t(dayTexts[day])}
          </button>
        ))}
      </fieldset>
    </fieldset>
  );
}

export interface ScheduleFieldProps {
  spans: readonly TimeSpan[] | undefined;
  zone: string;
  /** `undefined` is always. */
  onChange(spans: TimeSpan[] | undefined): void;
}

/** When a rule watches: always, or at times of chosen days. */
export function ScheduleField({ spans, zone, onChange }: ScheduleFieldProps) {
  const { t } = useTexts();
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('scene.when')}
        value={spans ? 'times' : 'always'}
        data-testid="when"
        onChange={({ currentTarget: { value } }) => onChange(value === 'times' ? [usualSpan] : undefined)}
        data={[
          { value: 'always', label: t('scene.always') },
          { value: 'times', label: t('scene.atTimes') },
        ]}
      />
      {spans && (
        <div className={rules.wide}>
          {[...spans.entries()].map(([index, span]) => (
            <Span
              key={index}
              span={span}
              onChange={(next) => onChange(spans.map((one, at) => (at === index ? next : one)))}
              onRemove={() => onChange(spans.length === 1 ? undefined : spans.filter((_, at) => at !== index))}
            />
          ))}
          {spans.length < maxSpans && (
            <Button size="compact-xs" variant="default" onClick={() => onChange([...spans, usualSpan])}>
              {t('scene.addTime')}
            </Button>
          )}
          <p className={classes.faint}>{t('scene.zone', { zone })}</p>
        </div>
      )}
    </>
  );
}
