import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import type { HandOver } from './hand-over.ts';
import classes from './shift.module.css';
import { useRefused } from './use-refused.ts';

type Line = HandOver['checklist'][number];
interface Draft {
  state: Line['state'];
  note: string;
}

interface CheckRowProps {
  id: string;
  line: Line;
  mayState: boolean;
  onDone(): void;
}

const isSame = (draft: Draft, line: Line) => draft.state === line.state && draft.note.trim() === (line.note ?? '');

/**
 * What somebody states and has not saved yet. It is saved when the field or the page is left; a problem without words cannot
 * be, and whoever leaves it so is told.
 */
function useDraft({ id, line, onDone }: CheckRowProps) {
  const { t } = useTexts();
  const notify = useUndoNotice();
  const [typed, setTyped] = useState<Draft>();
  // Once it stands as typed, what others state is shown again.
  if (typed && isSame(typed, line)) setTyped(undefined);
  const sayLost = () => notify(t('handover.lost', { item: t(`handover.item.${line.item}`) }));
  const isGone = useRef(false);
  const save = api.useMutation('post', '/api/hand-overs/{id}/note', {
    onSettled: onDone,
    onError: () => isGone.current && sayLost(),
  });
  const draft = typed ?? { state: line.state, note: line.note ?? '' };
  const unsaved = typed !== undefined && !isSame(typed, line);
  const needsWords = draft.state === 'problem' && draft.note.trim() === '';
  const send = ({ state, note }: Draft) => {
    if (state === undefined || (state === 'problem' && note.trim() === '')) return;
    const words = note.trim() === '' ? {} : { note: note.trim() };
    save.mutate({ params: { path: { id } }, body: { item: line.item, state, ...words } });
  };
  const leave = useRef(() => {});
  leave.current = () => {
    isGone.current = true;
    if (!unsaved || save.isPending) return;
    if (draft.state !== undefined && !needsWords) send(draft);
    else sayLost();
  };
  useEffect(() => {
    isGone.current = false;
    return () => leave.current();
  }, []);
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);
  return { draft, unsaved, needsWords, change: setTyped, send, save };
}

/** One item that the outgoing shift states: in order, or what the problem is. */
export function CheckRow(props: CheckRowProps) {
  const { line, mayState } = props;
  const { t } = useTexts();
  const refused = useRefused();
  const { draft, unsaved, needsWords, change, send, save } = useDraft(props);
  const label = t(`handover.item.${line.item}`);
  const words =
    line.state === undefined ? 'handover.unsaid' : line.state === 'problem' ? 'handover.problem' : 'handover.inOrder';
  return (
    <li className={classes.row} data-testid="check-row" data-item={line.item} data-unsaved={unsaved}>
      <span className={classes.grow}>
        {label}
        {!mayState && line.note !== undefined && <span className={classes.dim}>: {line.note}</span>}
      </span>
      <span className={line.state === 'in-order' ? classes.dim : classes.warn}>{t(words)}</span>
      {mayState && (
        <>
          <SegmentedControl
            size="xs"
            aria-label={label}
            // Nothing is said before somebody says it.
            value={draft.state ?? ''}
            data={[
              { value: 'in-order', label: t('handover.inOrder') },
              { value: 'problem', label: t('handover.problem') },
            ]}
            onChange={(next) => {
              const stated: Draft = { ...draft, state: next === 'problem' ? 'problem' : 'in-order' };
              change(stated);
              // A problem is told in words first.
              send(stated);
            }}
          />
          <Textarea
            size="xs"
            autosize
            minRows={1}
            maxLength={500}
            aria-label={`${label}: ${t('handover.note')}`}
            placeholder={t('handover.note')}
            value={draft.note}
            onChange={(event) => change({ ...draft, note: event.currentTarget.value })}
            onBlur={() => unsaved && send(draft)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={save.isPending || draft.state === undefined || needsWords}
            data-testid="check-save"
            onClick={() => send(draft)}
          >
            {t('handover.save')}
          </Button>
        </>
      )}
      {unsaved && !save.isPending && (
        <p role="status" className={classes.warn} data-testid="check-unsaved">
          {t(
            needsWords ? 'handover.needsWords' : draft.state === undefined ? 'handover.needsState' : 'handover.unsaved',
          )}
        </p>
      )}
      {save.error && (
        <p role="alert" className={classes.alert}>
          {refused(save.error)}
        </p>
      )}
    </li>
  );
}
