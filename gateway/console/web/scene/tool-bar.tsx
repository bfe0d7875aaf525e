import { Button, Group } from '@mantine/core';
import type { Dispatch } from 'react';
import type { Title } from '../../../../devices/contracts/place.ts';
import { type TextKey, useTexts } from '../locales/i18n.ts';
import parts from '../parts/parts.module.css';
import { most } from './drawing.ts';
import type { EditorAction, EditorState, Tool } from './editor-state.ts';
import classes from './scene.module.css';

const tools: [tool: Tool, label: TextKey, hint: TextKey, key: string][] = [
  ['select', 'scene.select', 'scene.selectHint', 'V'],
  ['area', 'scene.area', 'scene.areaHint', 'A'],
  ['line', 'scene.line', 'scene.lineHint', 'L'],
  ['mask', 'scene.mask', 'scene.maskHint', 'M'],
];

/** Single keys that choose a tool. */
export const toolOfKey = (key: string): Tool | undefined =>
  tools.find(([, , , letter]) => letter === key.toUpperCase())?.[0];

export interface ToolBarProps {
  state: EditorState;
  newName: Title;
  dispatch: Dispatch<EditorAction>;
}

/** The drawing tools, each with its key, and what to do with the chosen one. */
export function ToolBar({ state, newName, dispatch }: ToolBarProps) {
  const { t } = useTexts();
  const { drawing, draft, past, future, selected, tool } = state;
  const full: Record<Tool, boolean> = {
    select: false,
    area: drawing.areas.length >= most.area,
    line: drawing.lines.length >= most.line,
    mask: drawing.masks.length >= most.mask,
  };
  const hint = tools.find(([each]) => each === tool)![2];
  return (
    <div className={classes.toolBar}>
      <Group gap={4} role="toolbar" aria-label={t('scene.tools')}>
        {tools.map(([each, label, , key]) => (
          <Button
            key={each}
            size="xs"
            variant="default"
            {...(each === tool && { className: classes.primary })}
            aria-pressed={each === tool}
            disabled={full[each]}
            data-testid={`tool-${each}`}
            rightSection={<kbd className={parts.key}>{key}</kbd>}
            onClick={() => dispatch({ type: 'tool', tool: each })}
          >
            {t(label)}
          </Button>
        ))}
        <span className={classes.gap} />
        <Button
          size="xs"
          variant="default"
          disabled={past.length === 0 && draft.length === 0}
          title="Ctrl+Z"
          data-testid="undo"
          onClick={() => dispatch({ type: 'undo' })}
        >
          {t('scene.undo')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={future.length === 0}
          title="Ctrl+Shift+Z"
          data-testid="redo"
          onClick={() => dispatch({ type: 'redo' })}
        >
          {t('scene.redo')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!selected}
          title="Delete"
          data-testid="delete"
          onClick={() => dispatch({ type: 'delete' })}
        >
          {t('scene.remove')}
        </Button>
        {tool !== 'line' && draft.length >= 3 && (
          <Button
            size="xs"
            className={classes.primary}
            data-testid="finish"
            onClick={() => dispatch({ type: 'close', name: newName })}
          >
            {t('scene.finish')}
          </Button>
        )}
      </Group>
      <p className={classes.hint} aria-live="polite">
        {t(hint)}
      </p>
    </div>
  );
}
