import './hold-button.css';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '../locales/texts.ts';

const holdMs = 1200;

/** A button that must be held, for what cannot be undone; letting go, leaving or Escape calls it off. */
export function HoldButton(props: {
  label: string;
  /** What a list of such buttons does each to, for those who do not see where it stands. */
  to?: string;
  disabled?: boolean;
  testid: string;
  onHeld(): void;
}) {
  const { label, to, disabled = false, testid, onHeld } = props;
  const { t } = useTexts();
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const stop = () => {
    clearTimeout(timer.current);
    setHolding(false);
  };
  const start = () => {
    stop();
    setHolding(true);
    timer.current = setTimeout(() => {
      setHolding(false);
      onHeld();
    }, holdMs);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && holding) {
      // it calls off the holding and no dialog around it
      event.stopPropagation();
      stop();
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (!event.repeat) start();
    }
  };
  return (
    <button
      type="button"
      className="hold"
      data-holding={holding}
      data-testid={testid}
      disabled={disabled}
      {...(to !== undefined && { 'aria-label': `${label}: ${to} ${t('hold.hint')}` })}
      style={{ '--hold': `${holdMs}ms` } as CSSProperties}
      onPointerDown={(event) => event.button === 0 && start()}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onKeyDown={onKeyDown}
      onKeyUp={stop}
      onBlur={stop}
    >
      <span className="hold-progress" />
      <span className="hold-words">
        {label}{' '}
        <small>
          <span data-shown={!holding}>{t('hold.hint')}</span>
          <span data-shown={holding}>{t('hold.going')}</span>
        </small>
      </span>
    </button>
  );
}
