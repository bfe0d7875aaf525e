import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { purposes } from '../../exports/share-terms.ts';
import { useTexts } from '../locales/texts.ts';
import { Panel } from '../parts/panel.tsx';
import type { AskForm, ChangeForm } from './ask-form.ts';
import classes from './exports.module.css';

/** Who receives it, what for, and until when. */
export function RecipientFields({ form, onChange }: { form: AskForm; onChange: ChangeForm }) {
  const { t } = useTexts();
  return (
    <Panel title={t('exports.department')} testid="recipient-fields">
      <div className={classes.form}>
        <TextInput
          label={t('exports.department')}
          required
          maxLength={120}
          value={form.department}
          data-testid="share-department"
          onChange={({ currentTarget }) => onChange({ department: currentTarget.value })}
        />
        <TextInput
          label={t('exports.contact')}
          description={t('exports.contactHint')}
          required
          maxLength={200}
          value={form.contact}
          data-testid="share-contact"
          onChange={({ currentTarget }) => onChange({ contact: currentTarget.value })}
        />
        <NativeSelect
          label={t('exports.purpose')}
          data={purposes.map((value) => ({ value, label: t(`exports.purposeOf.${value}`) }))}
          value={form.purpose}
          data-testid="share-purpose"
          onChange={({ currentTarget }) => onChange({ purpose: currentTarget.value as AskForm['purpose'] })}
        />
        <Textarea
          label={t('exports.purposeText')}
          required
          autosize
          minRows={2}
          maxLength={1000}
          value={form.purposeText}
          data-testid="share-purpose-text"
          onChange={({ currentTarget }) => onChange({ purposeText: currentTarget.value })}
        />
        <TextInput
          label={t('exports.legalBasis')}
          required
          maxLength={500}
          value={form.legalBasis}
          data-testid="share-basis"
          onChange={({ currentTarget }) => onChange({ legalBasis: currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('exports.until')}
          description={t('exports.untilHint')}
          required
          value={form.until}
          data-testid="share-until"
          onChange={({ currentTarget }) => onChange({ until: currentTarget.value })}
        />
      </div>
    </Panel>
  );
}
