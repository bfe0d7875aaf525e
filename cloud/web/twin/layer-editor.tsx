import { Button, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { LayerView, PreviewView, TwinRow } from '../../twin/twin-views.ts';
import { CloudProblem } from '../api/cloud-client.ts';
import { type Draft, twinClient } from '../api/twin-client.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { ChangePreview } from './change-preview.tsx';
import { LayerForm } from './layer-form.tsx';
import { LayerHistory } from './layer-history.tsx';
import type { FieldGroup } from './setting-fields.ts';

interface LayerEditorProps {
  layer: LayerView;
  groups: readonly FieldGroup[];
  twins: readonly TwinRow[];
}

const isStale = (error: Error | null) => error instanceof CloudProblem && error.code === 'twin-stale';
const readMembers = (text: string) => [...new Set(text.split(/[\s,，]+/).filter((each) => each !== ''))];

/** The draft of a layer and what is done with it. */
function useDraft({ layer }: LayerEditorProps) {
  const queries = useQueryClient();
  const standing = layer.staged ?? layer.released;
  const [content, setContent] = useState(standing?.content ?? {});
  const [members, setMembers] = useState((standing?.members ?? []).join(', '));
  const [priority, setPriority] = useState(standing?.priority ?? 0);
  const [chosen, setChosen] = useState<string[]>([]);
  const [preview, setPreview] = useState<PreviewView>();
  const [why, setWhy] = useState('');
  const [broken, setBroken] = useState(false);
  const isGroup = layer.layer.startsWith('group:');
  const draft: Draft = { content, ...(isGroup ? { members: readMembers(members), priority } : {}) };
  const written = useRef('');
  written.current = JSON.stringify(draft);
  const look = useMutation({
    mutationFn: async () => ({ of: JSON.stringify(draft), seen: await twinClient.preview(layer.layer, draft) }),
    // an answer that comes after another edit is of what is no longer there
    onSuccess: ({ of, seen }) => {
      if (of === written.current) setPreview(seen);
    },
  });
  const readAgain = () =>
    Promise.all([['layers'], ['twins']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const act = useMutation({
    mutationFn: (deed: () => Promise<LayerView>) => deed(),
    onSuccess: () => {
      setPreview(undefined);
      setChosen([]);
      setWhy('');
    },
    // somebody was faster: reading it again at once would throw this draft away
    onSettled: (_, error) => (isStale(error) ? undefined : readAgain()),
  });
  /** What was looked at and chosen was for another draft. */
  const changing =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setPreview(undefined);
      setChosen([]);
    };
  return {
    ...{ content, members, priority, chosen, setChosen, preview, why, setWhy, isGroup, broken },
    ...{ edit: changing(setContent), setMembers: changing(setMembers), setPriority: changing(setPriority) },
    ...{ setBroken: changing(setBroken), draft, look, act, readAgain },
  };
}

type Drafting = ReturnType<typeof useDraft>;

function Problem({ error, onReadAgain }: { error: Error | null; onReadAgain?: () => void }) {
  const { t } = useTexts();
  if (!error) return null;
  const code = error instanceof CloudProblem ? error.code : '';
  const text = { 'twin-stale': t('twin.stale'), 'twin-refused': `${t('twin.refused')} ${error.message}` }[code];
  return (
    <p role="alert" className="problem">
      {text ?? describeProblem(error, t)}{' '}
      {onReadAgain && isStale(error) && (
        <Button size="compact-xs" variant="default" data-testid="read-again" onClick={onReadAgain}>
          {t('twin.readAgain')}
        </Button>
      )}
    </p>
  );
}

/** A version that only some gateways have: how it goes there, and on or back. */
function Staged({ layer, twins, act, why }: Pick<LayerEditorProps, 'layer' | 'twins'> & Pick<Drafting, 'act' | 'why'>) {
  const { t } = useTexts();
  const mayChange = useOperator().may('settings.change');
  const { staged } = layer;
  if (!staged) return null;
  const mine = twins.filter(({ gateway }) => staged.only.includes(gateway));
  const count = (standing: TwinRow['standing']) => mine.filter((twin) => twin.standing === standing).length;
  const said = {
    v: staged.version,
    n: staged.only.length,
    ok: count('in-step'),
    bad: count('refused') + count('drifted'),
  };
  const disabled = why.trim() === '' || act.isPending;
  return (
    <div className="twin-staged" role="status" data-testid="staged">
      <p>{t('twin.staged', said)}</p>
      {mayChange && (
        <div className="twin-row">
          <Button size="xs" disabled={disabled} onClick={() => act.mutate(() => twinClient.widen(layer, why))}>
            {t('twin.widen')}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={disabled}
            onClick={() => act.mutate(() => twinClient.takeBack(layer, why))}
          >
            {t('twin.takeBack')}
          </Button>
          {why.trim() === '' && <span className="small dim">{t('twin.needWhy')}</span>}
        </div>
      )}
    </div>
  );
}

function Send({ layer, drafting }: { layer: LayerView; drafting: Drafting }) {
  const { t } = useTexts();
  const { look, act, preview, chosen, setChosen, draft, why, setWhy, broken, readAgain } = drafting;
  const only = chosen.length > 0 ? { only: chosen } : {};
  const label = chosen.length > 0 ? t('twin.saveFirst', { n: chosen.length }) : t('twin.saveAll');
  return (
    <>
      <div className="twin-row">
        <Button
          size="xs"
          variant="default"
          disabled={broken}
          loading={look.isPending}
          onClick={() => look.mutate()}
          data-testid="preview-button"
        >
          {t('twin.preview')}
        </Button>
      </div>
      <Problem error={look.error} />
      {preview && <ChangePreview preview={preview} chosen={chosen} onChoose={setChosen} />}
      <TextInput
        label={t('twin.why')}
        maxLength={500}
        value={why}
        onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        data-testid="why"
      />
      <Button
        mt={8}
        disabled={broken || !preview || preview.refused.length > 0 || why.trim() === ''}
        loading={act.isPending}
        onClick={() => act.mutate(() => twinClient.save(layer, { ...draft, ...only }, why))}
        data-testid="save"
      >
        {label}
      </Button>
      <Problem error={act.error} onReadAgain={() => void readAgain()} />
    </>
  );
}

/** One layer: what it says, what a change of it would do, sending it, and its history. */
export function LayerEditor(props: LayerEditorProps) {
  const { t } = useTexts();
  const { layer, groups, twins } = props;
  const mayChange = useOperator().may('settings.change');
  const drafting = useDraft(props);
  const { content, edit, members, setMembers, priority, setPriority, isGroup, act, why, setBroken } = drafting;
  return (
    <>
      <Staged layer={layer} twins={twins} act={act} why={why} />
      {isGroup && (
        <>
          <TextInput
            label={t('twin.members')}
            value={members}
            onChange={({ currentTarget }) => setMembers(currentTarget.value)}
          />
          <NumberInput
            label={t('twin.priority')}
            min={-1000}
            max={1000}
            value={priority}
            onChange={(next) => setPriority(Number(next) || 0)}
          />
        </>
      )}
      <LayerForm groups={groups} content={content} onChange={edit} onBroken={setBroken} />
      {mayChange ? <Send layer={layer} drafting={drafting} /> : <p className="dim">{t('twin.readOnly')}</p>}
      <h3>{t('twin.history')}</h3>
      <LayerHistory
        layer={layer}
        busy={act.isPending}
        {...(mayChange && {
          onRollBack: (version: number) => {
            if (why.trim() !== '') act.mutate(() => twinClient.rollBack(layer, version, why));
            else document.querySelector<HTMLElement>('[data-testid="why"]')?.focus();
          },
        })}
      />
      {mayChange && why.trim() === '' && <p className="small dim">{t('twin.needWhy')}</p>}
    </>
  );
}
