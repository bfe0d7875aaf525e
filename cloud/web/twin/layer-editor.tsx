import { Button, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LayerView, PreviewView, TwinRow } from '../../twin/twin-views.ts';
import { CloudProblem } from '../api/cloud-client.ts';
import { type Draft, twinClient } from '../api/twin-client.ts';
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
  const isGroup = layer.layer.startsWith('group:');
  const draft: Draft = { content, ...(isGroup ? { members: readMembers(members), priority } : {}) };
  const look = useMutation({ mutationFn: () => twinClient.preview(layer.layer, draft), onSuccess: setPreview });
  const act = useMutation({
    mutationFn: (deed: () => Promise<LayerView>) => deed(),
    onSuccess: () => {
      setPreview(undefined);
      setChosen([]);
      setWhy('');
    },
    // whoever was faster has changed what is shown here
    onSettled: () => Promise.all([['layers'], ['twins']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const edit = (next: typeof content) => {
    setContent(next);
    setPreview(undefined);
  };
  return {
    ...{ content, edit, members, setMembers, priority, setPriority, chosen, setChosen, preview, why, setWhy, isGroup },
    ...{ draft, look, act },
  };
}

type Drafting = ReturnType<typeof useDraft>;

function Problem({ error }: { error: Error | null }) {
  const { t } = useTexts();
  if (!error) return null;
  const code = error instanceof CloudProblem ? error.code : '';
  const text = { 'twin-stale': t('twin.stale'), 'twin-refused': `${t('twin.refused')} ${error.message}` }[code];
  return (
    <p role="alert" className="problem">
      {text ?? describeProblem(error, t)}
    </p>
  );
}

/** A version that only some gateways have: how it goes there, and on or back. */
function Staged({ layer, twins, act, why }: Pick<LayerEditorProps, 'layer' | 'twins'> & Pick<Drafting, 'act' | 'why'>) {
  const { t } = useTexts();
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
  return (
    <div className="twin-staged" role="status" data-testid="staged">
      <p>{t('twin.staged', said)}</p>
      <div className="twin-row">
        <Button size="xs" disabled={why.trim() === ''} onClick={() => act.mutate(() => twinClient.widen(layer, why))}>
          {t('twin.widen')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={why.trim() === ''}
          onClick={() => act.mutate(() => twinClient.takeBack(layer, why))}
        >
          {t('twin.takeBack')}
        </Button>
        {why.trim() === '' && <span className="small dim">{t('twin.needWhy')}</span>}
      </div>
    </div>
  );
}

function Send({ layer, drafting }: { layer: LayerView; drafting: Drafting }) {
  const { t } = useTexts();
  const { look, act, preview, chosen, setChosen, draft, why, setWhy } = drafting;
  const only = chosen.length > 0 ? { only: chosen } : {};
  const label = chosen.length > 0 ? t('twin.saveFirst', { n: chosen.length }) : t('twin.saveAll');
  return (
    <>
      <div className="twin-row">
        <Button
          size="xs"
          variant="default"
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
        disabled={!preview || preview.refused.length > 0 || why.trim() === ''}
        loading={act.isPending}
        onClick={() => act.mutate(() => twinClient.save(layer, { ...draft, ...only }, why))}
        data-testid="save"
      >
        {label}
      </Button>
      <Problem error={act.error} />
    </>
  );
}

/** One layer: what it says, what a change of it would do, sending it, and its history. */
export function LayerEditor(props: LayerEditorProps) {
  const { t } = useTexts();
  const { layer, groups, twins } = props;
  const drafting = useDraft(props);
  const { content, edit, members, setMembers, priority, setPriority, isGroup, act, why } = drafting;
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
      <LayerForm groups={groups} content={content} onChange={edit} />
      <Send layer={layer} drafting={drafting} />
      <h3>{t('twin.history')}</h3>
      <LayerHistory
        layer={layer}
        busy={act.isPending}
        onRollBack={(version) => {
          if (why.trim() !== '') act.mutate(() => twinClient.rollBack(layer, version, why));
          else document.querySelector<HTMLElement>('[data-testid="why"]')?.focus();
        }}
      />
      {why.trim() === '' && <p className="small dim">{t('twin.needWhy')}</p>}
    </>
  );
}
