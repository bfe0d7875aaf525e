import { useEffect, useRef } from 'react';

/** Calls `act` when the key is pressed alone, unless the reader is typing into a field. */
export function useKey(key: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, select, textarea') !== null;
      const held = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key.toLowerCase() === key && !typing && !held) latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [key]);
}
