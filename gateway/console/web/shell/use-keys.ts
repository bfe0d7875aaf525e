import { useEffect, useRef } from 'react';

/** Keys by `KeyboardEvent.key`, letters in lower case, and what they do. */
export type KeyAction = [keys: string[], action: () => void];

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** Enter on a focused button presses that button, unless it is an alarm's row, which Enter opens anyway. */
const isButton = (target: EventTarget | null) => target instanceof HTMLButtonElement && !target.dataset.alarm;

/** Single keys for the whole page; not while typing, and not together with Ctrl, Alt or Meta. */
export function useKeys(actions: KeyAction[]): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (key === 'Enter' && isButton(event.target)) return;
      const found = latest.current.find(([keys]) => keys.includes(key));
      if (!found) return;
      event.preventDefault();
      found[1]();
    };
    // A button pressed with the mouse gives the keyboard back: Enter must open an alarm, not press that button again.
    const onClick = ({ detail }: MouseEvent) => {
      const { activeElement } = document;
      // In a dialog the keyboard stays with the dialog.
      if (detail > 0 && activeElement instanceof HTMLButtonElement && !activeElement.closest('[role="dialog"]'))
        activeElement.blur();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('click', onClick);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('click', onClick);
    };
  }, []);
}
