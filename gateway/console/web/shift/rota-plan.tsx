import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Answer, api, type Body } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { msToMoment } from '../parts/field-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Section } from '../parts/section.tsx';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import classes from './shift.module.css';
import { useRefused } from './use-refused.ts';

type Pattern = Body<'/api/rota/preview', 'post'>['pattern'];
type Role = Pattern['slots'][number]['role'];
interface Slot {
  key: number;
  from: string;
  to: string;
  role: Role;
  groups: string;
}

const usual: Slot[] = [
  { key: 1, from: '06:00', to: '14:00', role: 'guard', groups: '' },
  { key: 2, from: '14:00', to: '22:00', role: 'guard', groups: '' },
  { key: 3, from: '22:00', to: '06:00', role: 'guard', groups: '' },
  { key: 4, from: '06:00', to: '18:00', role: 'lead', groups: '' },
  { key: 5, from: '18:00', to: '06:00', role: 'lead', groups: '' },
];

/** `an bo / chen` as groups of users. */
const toGroups = (text: string): string[][] =>
  text.split('/').map((group) => [
    ...new Set(
      group
        .trim()
        .split(/[\s,，、]+/)
        .filter(Boolean),
    ),
  ]);

function SlotRow({
  slot,
  users,
  onChange,
  onRemove,
}: {
  slot: Slot;
  users: string;
  onChange(next: Slot): void;
  onRemove(): void;
}) {
  const { t } = useTexts();
  return (
    <div className={classes.slot} data-testid="rota-slot">
      <TextInput
        type="time"
        label={t('rota.from')}
        value={slot.from}
        onChange={(event) => onChange({ ...slot, from: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label={t('rota.to')}
        value={slot.to}
        onChange={(event) => onChange({ ...slot, to: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('rota.role')}
        value={slot.role}
        data={(['guard', 'lead', 'manager'] as const).map((value) => ({ value, label: t(`duty.${value}`) }))}
        onChange={(event) => onChange({ ...slot, role: event.currentTarget.value as Role })}
      />
      <TextInput
        className={classes.grow}
        label={t('rota.groups')}
        description={t('rota.groupsHint', { users })}
        value={slot.groups}
        onChange={(event) => onChange({ ...slot, groups: event.currentTarget.value })}
      />
      <Button variant="default" onClick={onRemove}>
        {t('rota.removeSlot')}
      </Button>
    </div>
  );
}

const mostGaps = 8;
const moment = (ms: number) => msToMoment(ms).slice(5).replace('T', ' ');

/** Where the rota that was tried leaves nobody, or too few. */
function GapList({ gaps }: { gaps: Answer<'/api/rota/preview', 'post'>['gaps'] }) {
  const { t } = useTexts();
  if (gaps.length === 0) return null;
  return (
    <ul className={classes.list} data-testid="rota-previewed-gaps">
      {gaps.slice(0, mostGaps).map(({ role, fromMs, toMs, have, need }) => (
        <li key={`${role}-${fromMs}`} className={classes.warn}>
          ⚠ {t(`duty.${role}`)}{' '}
          {t(have === 0 ? 'rota.gap' : 'rota.gapShort', { from: moment(fromMs), to: moment(toMs), have, need })}
        </li>
      ))}
      {gaps.length > mostGaps && <li className={classes.dim}>{t('rota.moreGaps', { n: gaps.length - mostGaps })}</li>}
    </ul>
  );
}

/** Makes a rota of shifts that repeat: looked at first, published with its gaps only for a reason. */
export function RotaPlan({ firstDay, onPublished }: { firstDay: string; onPublished(): void }) {
  const { t } = useTexts();
  const refused = useRefused();
  const notify = useUndoNotice();
  const [fromDay, setFromDay] = useState(firstDay);
  const [days, setDays] = useState(14);
  const [slots, setSlots] = useState(usual);
  const [reason, setReason] = useState('');
  const people = api.useQuery('get', '/api/duty/people');
  const preview = api.useMutation('post', '/api/rota/preview');
  const publish = api.useMutation('post', '/api/rota/publish', {
    onSuccess: () => {
      notify(t('rota.published'));
      onPublished();
    },
  });
  const pattern: Pattern = {
    ...{ fromDay, days },
    slots: slots.map(({ from, to, role, groups }) => ({ from, to, role, groups: toGroups(groups) })),
  };
  const hasGaps = (preview.data?.gaps.length ?? 0) > 0 || problemCode(publish.error) === 'gaps';
  const problem = refused(preview.error ?? publish.error);
  const usersOf = (role: Role) =>
    (people.data ?? []).flatMap(({ user, duties }) => (duties.includes(role) ? [user] : [])).join(', ');
  const set = (key: number, next: Slot) => setSlots((all) => all.map((each) => (each.key === key ? next : each)));
  return (
    <Section title={t('rota.plan')} testid="rota-plan-form">
      <div className={classes.slot}>
        <TextInput
          type="date"
          label={t('rota.fromDay')}
          value={fromDay}
          onChange={(event) => setFromDay(event.currentTarget.value)}
        />
        <NumberInput
          label={t('rota.days')}
          value={days}
          min={1}
          max={62}
          hideControls
          onChange={(value) => setDays(Number(value) || 1)}
        />
      </div>
      <Loaded query={people} what={t('rota.groups')}>
        {() =>
          slots.map((slot) => (
            <SlotRow
              key={slot.key}
              slot={slot}
              users={usersOf(slot.role)}
              onChange={(next) => set(slot.key, next)}
              onRemove={() => setSlots((all) => all.filter(({ key }) => key !== slot.key))}
            />
          ))
        }
      </Loaded>
      <div className={classes.sign}>
        <Button
          variant="default"
          onClick={() =>
            setSlots((all) => [...all, { ...usual[0]!, key: Math.max(0, ...all.map(({ key }) => key)) + 1 }])
          }
        >
          {t('rota.addSlot')}
        </Button>
        <Button variant="default" data-testid="rota-preview" onClick={() => preview.mutate({ body: { pattern } })}>
          {t('rota.preview')}
        </Button>
        {preview.data && (
          <span data-testid="rota-previewed" className={hasGaps ? classes.warn : classes.dim}>
            {t('rota.previewed', { shifts: preview.data.shifts.length, gaps: preview.data.gaps.length })}
          </span>
        )}
        {hasGaps && (
          <TextInput
            label={t('rota.acceptReason')}
            description={`${t('rota.leastReason')} ${t('parts.noNames')}`}
            value={reason}
            maxLength={300}
            data-testid="rota-reason"
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Button
          color="dark"
          disabled={publish.isPending || (hasGaps && reason.trim().length < 4)}
          data-testid="rota-publish"
          onClick={() =>
            publish.mutate({ body: { pattern, ...(hasGaps && { acceptGaps: { reason: reason.trim() } }) } })
          }
        >
          {t(hasGaps ? 'rota.publishAnyway' : 'rota.publish')}
        </Button>
      </div>
      {preview.data && <GapList gaps={preview.data.gaps} />}
      {problem !== undefined && (
        <p role="alert" className={classes.alert} data-testid="rota-problem">
          {problem}
        </p>
      )}
    </Section>
  );
}
