import { NativeSelect, TextInput } from '@mantine/core';
import { type Answer, api } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';

export type SubjectKind = 'snapshot' | 'live-view' | 'open-door';
type Told = Answer<'/v1/gateways/{gateway}/permits'>;

export const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** What the gateway's site permits; undefined until it is read. */
export function usePermits(gateway: string): Told | undefined {
  const query = { params: { path: { gateway } } };
  return api.useQuery('get', '/v1/gateways/{gateway}/permits', query, { refetchInterval: 30_000 }).data;
}

export function subjectsOf(permits: NonNullable<Told['permits']>, kind: SubjectKind) {
  if (kind === 'open-door') return permits.doors;
  return permits.cameras.filter(({ snapshot, live }) => (kind === 'snapshot' ? snapshot : live));
}

const nothing = {
  snapshot: 'command.noSnapshots',
  'live-view': 'command.noLive',
  'open-door': 'command.noDoors',
} as const;

export interface SubjectFieldProps {
  kind: SubjectKind;
  told: Told | undefined;
  value: string;
  onChange(id: string): void;
}

/** A camera or a door, by the title that the site gives it; by its id where the gateway has told no titles. */
export function SubjectField({ kind, told, value, onChange }: SubjectFieldProps) {
  const { t, language } = useTexts();
  const isDoor = kind === 'open-door';
  if (told === undefined) return null;
  if (told.permits === null)
    return (
      <TextInput
        size="xs"
        label={t(isDoor ? 'command.doorId' : 'command.cameraId')}
        value={value}
        error={value !== '' && !idPattern.test(value)}
        onChange={({ currentTarget }) => onChange(currentTarget.value.trim())}
        data-testid="command-subject"
      />
    );
  const subjects = subjectsOf(told.permits, kind);
  if (subjects.length === 0)
    return (
      <p role="status" data-testid="command-nothing">
        {t(nothing[kind])}
      </p>
    );
  return (
    <NativeSelect
      size="xs"
      label={t(isDoor ? 'command.door' : 'command.camera')}
      data={[
        { value: '', label: t('command.choose') },
        ...subjects.map(({ id, name }) => ({ value: id, label: `${name[language]} (${id})` })),
      ]}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data-testid="command-subject"
    />
  );
}
