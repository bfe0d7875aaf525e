import { type Dispatch, useEffect, useRef } from 'react';
import type { EditorAction, EditorState } from './editor-state.ts';
import { toolOfKey } from './tool-bar.tsx';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(input|textarea|select)$/i.test(target.tagName);

export interface EditorKeys {
  dispatch: Dispatch<EditorAction>;
  save(): void;
}

/** Ctrl+Z, Ctrl+Shift+Z or Ctrl+Y, Ctrl+S everywhere; the tools' letters, Delete and Esc while nobody types. */
export function useEditorKeys(state: EditorState, keys: EditorKeys): void {
  const latest = useRef({ state, keys });
  latest.current = { state, keys };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = actionOf(event, latest.current.state);
      if (!action) return;
      event.preventDefault();
      // The dialog closes on Esc; here it first drops what is being drawn.
      event.stopPropagation();
      if (action === 'save') latest.current.keys.save();
      else latest.current.keys.dispatch(action);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

function actionOf(event: KeyboardEvent, state: EditorState): EditorAction | 'save' | undefined {
  const key = event.key.toLowerCase();
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) {
    if (key === 's') return 'save';
    // While somebody types, the field undoes its own words.
    if (isTyping(event.target)) return undefined;
    if (key === 'y' || (key === 'z' && event.shiftKey)) return { type: 'redo' };
    return key === 'z' ? { type: 'undo' } : undefined;
  }
  if (key === 'escape') {
    const idle = state.tool === 'select' && state.draft.length === 0 && !state.selected;
    return idle || isTyping(event.target) ? undefined : { type: 'cancel' };
  }
  if (isTyping(event.target)) return undefined;
  if (key === 'delete' || key === 'backspace') {
    if (state.draft.length > 0) return { type: 'undo' };
    return state.selected ? { type: 'delete' } : undefined;
  }
  const tool = event.shiftKey ? undefined : toolOfKey(event.key);
  return tool && { type: 'tool', tool };
}
