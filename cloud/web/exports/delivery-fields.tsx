import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useTexts } from '../locales/texts.ts';
import { Panel } from '../parts/panel.tsx';
import type { AskForm, ChangeForm } from './ask-form.ts';
import classes from './exports.module.css';
import { hiddenFields, nameOfField, type TargetField, targetFields, type Way, ways } from './target-fields.ts';

function TargetInput({ field, form, onChange }: { field: TargetField; form: AskForm; onChange: ChangeForm }) {
  const { t } = useTexts();
  const value = form.target[field] ?? '';
  const set = (text: string) => onChange({ target: { ...form.target, [field]: text } });
  const props = {
    label: t(nameOfField(field)),
    value,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => set(currentTarget.value),
    'data-testid': `target-${field}`,
  };
  if (field === 'mode') return <NativeSelect {...props} data={['structured', 'batched']} />;
  if (field === 'devices') return <Textarea {...props} autosize minRows={2} />;
  if (hiddenFields.includes(field)) return <PasswordInput {...props} autoComplete="new-password" />;
  return <TextInput {...props} autoComplete="off" />;
}

/** How it is delivered, and where to. */
export function DeliveryFields({ form, onChange }: { form: AskForm; onChange: ChangeForm }) {
  const { t } = useTexts();
  return (
    <Panel title={t('exports.delivery')} testid="delivery-fields">
      <div className={classes.form}>
        <NativeSelect
          label={t('exports.delivery')}
          data={ways.map((value) => ({ value, label: t(`exports.way.${value}`) }))}
          value={form.way}
          data-testid="share-way"
          onChange={({ currentTarget }) => onChange({ way: currentTarget.value as Way, target: {} })}
        />
        {targetFields[form.way].map((field) => (
          <TargetInput key={field} field={field} form={form} onChange={onChange} />
        ))}
      </div>
    </Panel>
  );
}
