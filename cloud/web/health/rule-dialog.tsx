import { Button, Group, Modal, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type AlertKind, alertKindNames, alertKinds } from '../../health/alert-kinds.ts';
import type { AlertRule } from '../../health/alert-rule.ts';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import classes from './health.module.css';
import { nameSubject, nameUnit } from './health-words.ts';

export interface DraftRule {
  id: string;
  revision: number;
  rule: AlertRule;
  isNew: boolean;
}

const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const scopePattern = /^(fleet|(tenant|site|gateway):[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)$/;

type SetRule = (change: Partial<AlertRule>) => void;

/** Which kind, where, and of which ring. */
function WhereFields({ rule, set }: { rule: AlertRule; set: SetRule }) {
  const { t } = useTexts();
  return (
    <>
      <NativeSelect
        label={t('health.kindLabel')}
        value={rule.kind}
        data={alertKindNames.map((value) => ({ value, label: t(`health.kind.${value}`) }))}
        onChange={({ currentTarget }) => {
          const kind = currentTarget.value as AlertKind;
          set({ kind, threshold: alertKinds[kind].usual });
        }}
      />
      {rule.kind === 'cameras' && (
        <NativeSelect
          label={t('health.ring')}
          value={String(rule.ring ?? 1)}
          data={['1', '2', '3'].map((value) => ({ value, label: nameSubject(`ring-${value}`, t) }))}
          onChange={({ currentTarget }) => set({ ring: Number(currentTarget.value) as 1 | 2 | 3 })}
        />
      )}
      <TextInput
        label={t('health.scope')}
        description={t('health.scopeHint')}
        value={rule.scope}
        error={!scopePattern.test(rule.scope)}
        onChange={({ currentTarget }) => set({ scope: currentTarget.value.trim() })}
      />
    </>
  );
}

function WhenFields({ rule, set }: { rule: AlertRule; set: SetRule }) {
  const { t } = useTexts();
  const { unit, sense } = alertKinds[rule.kind];
  return (
    <>
      <NumberInput
        label={`${t('health.threshold', { unit: nameUnit(unit, t) })}: ${t(`health.${sense}`)}`}
        min={0}
        value={rule.threshold}
        data-testid="threshold"
        onChange={(value) => set({ threshold: Number(value) || 0 })}
      />
      <NumberInput
        label={t('health.hold')}
        min={0}
        max={86_400}
        allowDecimal={false}
        value={rule.holdS}
        onChange={(value) => set({ holdS: Number(value) || 0 })}
      />
      <Switch
        label={t('health.enabled')}
        checked={rule.enabled}
        onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
      />
      <Switch
        label={t('health.notify')}
        checked={rule.notify}
        onChange={({ currentTarget }) => set({ notify: currentTarget.checked })}
      />
    </>
  );
}

/** Without the ring where the kind has none. */
function toSaved({ ring, code, ...rule }: AlertRule): AlertRule {
  if (rule.kind === 'cameras') return { ...rule, ring: ring ?? 1 };
  return rule.kind === 'problem' && code !== undefined ? { ...rule, code } : rule;
}

/** One rule: changed, made, or taken back to how it came. */
export function RuleDialog({ draft, onClose }: { draft: DraftRule; onClose(): void }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [id, setId] = useState(draft.id);
  const [rule, setRule] = useState(draft.rule);
  const [why, setWhy] = useState('');
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: ['get', '/v1/health/rules'] });
    onClose();
  };
  const save = api.useMutation('put', '/v1/health/rules/{rule}', { onSuccess });
  const remove = api.useMutation('delete', '/v1/health/rules/{rule}', { onSuccess });
  const set: SetRule = (change) => setRule((before) => ({ ...before, ...change }));
  const problem = save.error ?? remove.error;
  const { revision } = draft;
  const params = { path: { rule: id } };
  const busy = save.isPending || remove.isPending;
  const isReady = idPattern.test(id) && scopePattern.test(rule.scope) && why.trim() !== '' && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) save.mutate({ params, body: { revision, why: why.trim(), rule: toSaved(rule) } });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={draft.isNew ? t('health.add') : t('health.editTitle', { id })}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <form className={classes.form} onSubmit={submit} data-testid="rule-form">
        {draft.isNew && (
          <TextInput
            label={t('health.ruleId')}
            description={t('health.ruleIdHint')}
            value={id}
            onChange={({ currentTarget }) => setId(currentTarget.value.trim().toLowerCase())}
          />
        )}
        <WhereFields rule={rule} set={set} />
        <WhenFields rule={rule} set={set} />
        <TextInput
          label={t('health.why')}
          maxLength={500}
          value={why}
          data-testid="rule-why"
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        />
        {problem && (
          <p className="bad" role="alert">
            {describeProblem(problem, t)}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          {revision > 0 && (
            <Button
              variant="default"
              disabled={why.trim() === '' || busy}
              onClick={() => remove.mutate({ params, body: { revision, why: why.trim() } })}
            >
              {t(id.startsWith('usual-') ? 'health.reset' : 'health.remove')}
            </Button>
          )}
          <Button type="submit" variant="filled" disabled={!isReady} data-testid="save-rule">
            {t('health.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
