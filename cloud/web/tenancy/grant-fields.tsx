import { NativeSelect, TextInput } from '@mantine/core';
import { type Role, roles } from '../../tenancy/roles.ts';
import { useTexts } from '../locales/texts.ts';
import { namePlace } from './tenancy-words.ts';

export interface DraftGrant {
  role: Role;
  place: string;
  reason: string;
}

export interface GrantFieldsProps {
  draft: DraftGrant;
  titles: ReadonlyMap<string, string>;
  onChange(draft: DraftGrant): void;
}

/** A role at a place; why, where one person would both ask and approve. */
export function GrantFields({ draft, titles, onChange }: GrantFieldsProps) {
  const { t } = useTexts();
  const places = ['cloud', ...titles.keys()];
  return (
    <>
      <NativeSelect
        label={t('tenancy.role')}
        value={draft.role}
        data={roles.map((value) => ({ value, label: t(`tenancy.roles.${value}`) }))}
        data-testid="grant-role"
        onChange={({ currentTarget }) => onChange({ ...draft, role: currentTarget.value as Role })}
      />
      <NativeSelect
        label={t('tenancy.place')}
        value={draft.place}
        data={[{ value: '', label: '' }, ...places.map((value) => ({ value, label: namePlace(value, titles, t) }))]}
        data-testid="grant-place"
        onChange={({ currentTarget }) => onChange({ ...draft, place: currentTarget.value })}
      />
      <TextInput
        label={t('tenancy.reasonBoth')}
        description={t('tenancy.reasonBothHint')}
        maxLength={500}
        value={draft.reason}
        data-testid="grant-reason"
        onChange={({ currentTarget }) => onChange({ ...draft, reason: currentTarget.value })}
      />
    </>
  );
}

/** As the API takes it. */
export function toGrant({ role, place, reason }: DraftGrant) {
  return { role, place, ...(reason.trim().length >= 3 && { reason: reason.trim() }) };
}
