import { Textarea } from '@mantine/core';
import { useTexts } from '../locales/texts.ts';

/** What an operator has to say to the site. */
export function NoteField({ value, onChange }: { value: string; onChange(note: string): void }) {
  const { t } = useTexts();
  return (
    <Textarea
      size="xs"
      autosize
      minRows={1}
      maxRows={4}
      maxLength={1000}
      aria-label={t('duty.note')}
      placeholder={t('duty.noteHint')}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
