import { useEffect, useRef } from 'react';
import type { TextKey } from '../locales/i18n.ts';

/**
 * Keys by `KeyboardEvent.key`, letters in lower case, two strokes with a space between them (`g d`); what they do; and what
 * the help page says of the first of them, if it is to say something.
 */
export type KeyAction<Text extends string = TextKey> = [keys: string[], action: () => void, text?: Text];

/** Who hears a key first: an open dialog alone; else the page, then the shell around it. */
export type KeyScope = 'shell' | 'page' | 'dialog';

interface Listener {
  scope: KeyScope;
  actions: { current: KeyAction<string>[] };
}

/** In the order in which they came. */
const listeners: Listener[] = [];
const sequenceMs = 1500;
let begun: { key: string; atMs: number } | undefined;

/** A box or a circle takes Space, Enter and arrows; letters mean nothing to it. */
const isChoice = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && (target.type === 'radio' || target.type === 'checkbox');

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  !isChoice(target) &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** Enter and Space on what can be pressed press that, unless it is an alarm's row, which Enter opens anyway. */
const isPressed = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.dataset.alarm === undefined &&
  target.closest('a[href], button, summary, [role="button"], [role="tab"], [role="row"], tr[tabindex]') !== null;

/** A dialog that takes the whole page, whoever opened it, silences what lies under it. */
const isDialogOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/** A dialog that Escape closes is gone before the page hears that key: it was still the dialog's. */
let isForDialog = false;

function seeKey(): void {
  isForDialog = isDialogOpen();
}

function heard(): KeyAction<string>[] {
  if (isForDialog) {
    const top = listeners.findLast(({ scope }) => scope === 'dialog');
    return top ? top.actions.current : [];
  }
  const of = (wanted: KeyScope) => listeners.filter(({ scope }) => scope === wanted).reverse();
  return [...of('page'), ...of('shell')].flatMap(({ actions }) => actions.current);
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === 'Shift') return;
  if ((key === 'Enter' || key === ' ') && isPressed(event.target)) return;
  if ((key === ' ' || key.length > 1) && key !== 'Escape' && isChoice(event.target)) return;
  const known = heard();
  const first = begun && performance.now() - begun.atMs < sequenceMs ? `${begun.key} ` : '';
  begun = undefined;
  const found = known.find(([keys]) => keys.includes(first + key));
  if (!found && first === '' && known.some(([keys]) => keys.some((each) => each.startsWith(`${key} `)))) {
    begun = { key, atMs: performance.now() };
  }
  if (!found) return;
  event.preventDefault();
  found[1]();
}

/** What was pressed with the mouse gives the keyboard back: Enter must open an alarm, not press that button again. */
function onClick({ detail }: MouseEvent): void {
  const { activeElement } = document;
  // In a dialog the keyboard stays with the dialog.
  if (detail > 0 && activeElement?.matches('button, a[href]') && !activeElement.closest('[role="dialog"]'))
    (activeElement as HTMLElement).blur();
}

function join(listener: Listener): () => void {
  if (listeners.length === 0) {
    window.addEventListener('keydown', seeKey, true);
    window.addEventListener('keydown', onKey);
    window.addEventListener('click', onClick);
  }
  listeners.push(listener);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
    if (listeners.length > 0) return;
    window.removeEventListener('keydown', seeKey, true);
    window.removeEventListener('keydown', onKey);
    window.removeEventListener('click', onClick);
  };
}

/**
 * Single keys while this is mounted; not while typing, and not together with Ctrl, Alt or Meta. A page's key comes before
 * the shell's. A dialog that wants keys registers them with `dialog`; under an open dialog nothing else hears any.
 */
export function useKeys<Text extends string = TextKey>(actions: KeyAction<Text>[], scope: KeyScope = 'page'): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => join({ scope, actions: latest }), [scope]);
}

/** What the help page lists now: the page's keys and the shell's, each once. */
export function shownKeys<Text extends string = TextKey>(): { keys: string[]; text: Text }[] {
  const order = { page: 0, shell: 1, dialog: 2 };
  return [...listeners]
    .filter(({ scope }) => scope !== 'dialog')
    .sort((a, b) => order[a.scope] - order[b.scope])
    .flatMap(({ actions }) => actions.current)
    .flatMap(([keys, , text]) => (text ? [{ keys: keys[0]!.split(' '), text: text as Text }] : []));
}
