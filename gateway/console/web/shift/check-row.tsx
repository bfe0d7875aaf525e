import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import type { HandOver } from './hand-over.ts';
import classes from './shift.module.css';
import { useRefused } from './use-refused.ts';

type Line = HandOver['checklist'][number];

interface CheckRowProps {
  id: string;
  line: Line;
  mayState: boolean;
  onDone(): void;
}

/** One item that the outgoing shift states: in order, or what the problem is. */
export function CheckRow({ id, line, mayState, onDone }: CheckRowProps) {
  const { t } = useTexts();
  const refused = useRefused();
  const [state, setState] = useState(line.state);
  const [note, setNote] = useState(line.note ?? '');
  const save = api.useMutation('post', '/api/hand-overs/{id}/note', { onSettled: onDone });
  const label = t(`handover.item.${line.item}`);
  const words =
    line.state === undefined ? 'handover.unsaid' : line.state === 'problem' ? 'handover.problem' : 'handover.inOrder';
  const send = (next: 'in-order' | 'problem', text: string) =>
    save.mutate({
      params: { path: { id } },
      body: { item: line.item, state: next, ...(text.trim() === '' ? {} : { note: text.trim() }) },
    });
  return (
    <li className={classes.row} data-testid="check-row" data-item={line.item}>
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
            value={state ?? ''}
            data={[
              { value: 'in-order', label: t('handover.inOrder') },
              { value: 'problem', label: t('handover.problem') },
            ]}
            onChange={(next) => {
              const stated = next === 'problem' ? 'problem' : 'in-order';
              setState(stated);
              // A problem is told in words first.
              if (stated === 'in-order') send(stated, note);
            }}
          />
          <Textarea
            size="xs"
            autosize
            minRows={1}
            maxLength={500}
            aria-label={`${label}: ${t('handover.note')}`}
            placeholder={t('handover.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={save.isPending || state === undefined}
            data-testid="check-save"
            onClick={() => state !== undefined && send(state, note)}
          >
            {t('handover.save')}
          </Button>
        </>
      )}
      {save.error && (
        <p role="alert" className={classes.alert}>
          {refused(save.error)}
        </p>
      )}
    </li>
  );
}
