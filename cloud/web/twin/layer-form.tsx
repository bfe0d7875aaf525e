import { NativeSelect, NumberInput, SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { JsonObject } from '../../twin/merge-layers.ts';
import { useTexts } from '../locales/texts.ts';
import { type Field, type FieldGroup, valueAt, withValue } from './setting-fields.ts';
import { nameSetting } from './setting-names.ts';

interface Edited {
  content: JsonObject;
  onChange(content: JsonObject): void;
}

function OneField({ field, content, onChange }: { field: Field } & Edited) {
  const { t, language } = useTexts();
  const { path, kind, options, minimum, maximum, takesEffect } = field;
  const value = valueAt(content, path);
  const common = { label: nameSetting(path, language), description: t(`twin.${takesEffect}`), 'data-testid': path };
  const set = (next: JsonObject[string] | undefined) => onChange(withValue(content, path, next));
  if (kind === 'number') {
    const bounds = {
      ...(minimum === undefined ? {} : { min: minimum }),
      ...(maximum === undefined ? {} : { max: maximum }),
    };
    return (
      <NumberInput
        {...common}
        {...bounds}
        clampBehavior="none"
        placeholder={t('twin.unset')}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => set(next === '' ? undefined : Number(next))}
      />
    );
  }
  if (kind === 'json') {
    return (
      <div className="twin-json-only small">
        <strong>{common.label}</strong>{' '}
        <span className="dim">{value === undefined ? t('twin.jsonOnly') : JSON.stringify(value)}</span>
      </div>
    );
  }
  const isSwitch = kind === 'switch';
  const data = isSwitch
    ? [
        { value: 'true', label: t('twin.on') },
        { value: 'false', label: t('twin.off') },
      ]
    : options.map((option) => ({ value: option, label: option }));
  return (
    <NativeSelect
      {...common}
      data={[{ value: '', label: t('twin.unset') }, ...data]}
      value={value === undefined || value === null ? '' : String(value)}
      onChange={({ currentTarget: { value: next } }) =>
        set(next === '' ? undefined : isSwitch ? next === 'true' : next)
      }
    />
  );
}

interface JsonEdited extends Edited {
  /** What is written is no whole object: the content is what it was before. */
  onBroken(broken: boolean): void;
}

function JsonView({ content, onChange, onBroken }: JsonEdited) {
  const { t } = useTexts();
  const [text, setText] = useState(() => JSON.stringify(content, null, 2));
  const [bad, setBad] = useState(false);
  const mark = (broken: boolean) => {
    setBad(broken);
    onBroken(broken);
  };
  const write = (next: string) => {
    setText(next);
    try {
      const value: unknown = JSON.parse(next);
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      mark(!isObject);
      if (isObject) onChange(value as JsonObject);
    } catch {
      // half-written: nothing of it counts until it is whole
      mark(true);
    }
  };
  return (
    <Textarea
      label={t('twin.json')}
      description={t('twin.jsonHint')}
      error={bad ? t('twin.jsonBad') : undefined}
      autosize
      minRows={10}
      maxRows={30}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      data-testid="layer-json"
      value={text}
      onChange={({ currentTarget }) => write(currentTarget.value)}
    />
  );
}

/** What a layer says, as a form made from the settings' schema or as JSON. */
export function LayerForm({ groups, content, onChange, onBroken }: { groups: readonly FieldGroup[] } & JsonEdited) {
  const { t, language } = useTexts();
  const [view, setView] = useState<'form' | 'json'>('form');
  return (
    <>
      <SegmentedControl
        size="xs"
        value={view}
        onChange={(next) => {
          setView(next as 'form' | 'json');
          onBroken(false);
        }}
        data={[
          { value: 'form', label: t('twin.form') },
          { value: 'json', label: t('twin.json') },
        ]}
      />
      {view === 'json' ? (
        <JsonView content={content} onChange={onChange} onBroken={onBroken} />
      ) : (
        groups.map(({ path, fields }) => (
          <fieldset key={path} className="twin-group">
            <legend>{nameSetting(path, language)}</legend>
            {fields.map((field) => (
              <OneField key={field.path} field={field} content={content} onChange={onChange} />
            ))}
          </fieldset>
        ))
      )}
    </>
  );
}
