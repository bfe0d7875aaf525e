import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../api/cloud-client.ts';
import { useTexts } from '../locales/texts.ts';
import { ErrorState } from '../parts/error-state.tsx';
import type { RolloutPreview } from './rollout-client.ts';
import { type Draft, toTarget, toTerms } from './rollout-draft.ts';

export interface StepProps {
  draft: Draft;
  isModel: boolean;
  set(change: Partial<Draft>): void;
}

/** Whom it reaches and in which groups, counted by the cloud. */
export function Preview({ draft, isModel }: Pick<StepProps, 'draft' | 'isModel'>) {
  const { t } = useTexts();
  const { release } = draft;
  // of firmware it counts only who has such a device
  const of = release === '' ? {} : { release };
  const body = { ...of, target: toTarget(draft), terms: toTerms(draft, isModel) };
  const { data, error } = useQuery({
    queryKey: ['rollouts', 'preview', JSON.stringify(body)],
    queryFn: async () => (await (await post('/v1/rollouts/preview', body)).json()) as RolloutPreview,
    retry: false,
  });
  if (error) return <ErrorState what={t('parts.notRead', { what: t('exports.preview') })} error={error} />;
  if (!data) return null;
  return (
    <div data-testid="preview">
      <strong>{t('rollout.wizard.preview', { gateways: data.gateways, sites: data.sites })}</strong>
      <ol>
        {data.groups
          .map((size, group) => ({ size, group }))
          .map(({ size, group }) => (
            <li key={group}>{t('rollout.size', { n: size })}</li>
          ))}
      </ol>
    </div>
  );
}

export function TargetStep({ draft, isModel, set }: StepProps) {
  const { t } = useTexts();
  return (
    <>
      <NativeSelect
        label={t('rollout.wizard.layer')}
        data={(['fleet', 'site', 'chosen'] as const).map((value) => ({ value, label: t(`rollout.wizard.${value}`) }))}
        value={draft.whom}
        onChange={({ currentTarget }) => set({ whom: currentTarget.value as Draft['whom'] })}
      />
      {draft.whom === 'site' && (
        <TextInput
          label={t('rollout.wizard.siteId')}
          value={draft.site}
          onChange={({ currentTarget }) => set({ site: currentTarget.value })}
        />
      )}
      {draft.whom === 'chosen' && (
        <TextInput
          label={t('rollout.wizard.ids')}
          value={draft.ids}
          onChange={({ currentTarget }) => set({ ids: currentTarget.value })}
        />
      )}
      <TextInput
        label={t('rollout.wizard.percents')}
        description={t('rollout.wizard.percentsHint')}
        value={draft.percents}
        onChange={({ currentTarget }) => set({ percents: currentTarget.value })}
        data-testid="percents"
      />
      <Preview draft={draft} isModel={isModel} />
    </>
  );
}

type NumberKey = 'success' | 'error' | 'open' | 'silentMin' | 'healthS' | 'samples' | 'agreement' | 'slower';

function NumberField(props: StepProps & { name: NumberKey; label: string; min: number; max: number }) {
  const { draft, set, name, label, min, max } = props;
  // an emptied field is no zero: the figure stays until another one is typed
  const [shown, setShown] = useState<number | string>(draft[name]);
  return (
    <NumberInput
      label={label}
      min={min}
      max={max}
      clampBehavior="blur"
      value={shown}
      onChange={(value) => {
        setShown(value);
        if (typeof value === 'number') set({ [name]: value });
      }}
      onBlur={() => {
        if (typeof shown !== 'number') setShown(draft[name]);
      }}
    />
  );
}

export function LimitStep(props: StepProps) {
  const { t } = useTexts();
  const { draft, isModel, set } = props;
  return (
    <>
      <NumberField {...props} name="success" label={t('rollout.wizard.success')} min={0} max={100} />
      <NumberField {...props} name="error" label={t('rollout.wizard.error')} min={0} max={100} />
      <NumberField {...props} name="open" label={t('rollout.wizard.open')} min={0.1} max={100} />
      <p className="dim small">{t('rollout.wizard.bound', { percent: Math.min(100, draft.error + draft.open) })}</p>
      <NumberField {...props} name="silentMin" label={t('rollout.wizard.silent')} min={1} max={10_080} />
      <NumberField {...props} name="healthS" label={t('rollout.wizard.health')} min={1} max={86_400} />
      {isModel && (
        <Checkbox
          label={t('rollout.wizard.shadow')}
          checked={draft.hasShadow}
          onChange={({ currentTarget }) => set({ hasShadow: currentTarget.checked })}
        />
      )}
      {isModel && draft.hasShadow && (
        <>
          <NumberField {...props} name="samples" label={t('rollout.wizard.samples')} min={1} max={100_000} />
          <NumberField {...props} name="agreement" label={t('rollout.wizard.agreement')} min={0} max={100} />
          <NumberField {...props} name="slower" label={t('rollout.wizard.slower')} min={0.1} max={100} />
        </>
      )}
    </>
  );
}

export function ScheduleStep({ draft, set }: StepProps) {
  const { t } = useTexts();
  return (
    <>
      <TextInput
        type="datetime-local"
        label={t('rollout.wizard.from')}
        value={draft.from}
        onChange={({ currentTarget }) => set({ from: currentTarget.value })}
      />
      <Checkbox
        label={t('rollout.wizard.window')}
        checked={draft.hasWindow}
        onChange={({ currentTarget }) => set({ hasWindow: currentTarget.checked })}
      />
      {draft.hasWindow && (
        <>
          <TextInput
            type="time"
            label={t('rollout.wizard.windowFrom')}
            value={draft.windowFrom}
            onChange={({ currentTarget }) => set({ windowFrom: currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t('rollout.wizard.windowTo')}
            value={draft.windowTo}
            onChange={({ currentTarget }) => set({ windowTo: currentTarget.value })}
          />
          <TextInput
            label={t('rollout.wizard.zone')}
            description={t('rollout.wizard.zoneHint')}
            value={draft.zone}
            onChange={({ currentTarget }) => set({ zone: currentTarget.value })}
          />
        </>
      )}
    </>
  );
}
