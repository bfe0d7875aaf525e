import { type CSSProperties, type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '../locales/i18n.ts';
import classes from './hold-button.module.css';

export interface HoldButtonProps {
  label: string;
  onHeld(): void;
  disabled?: boolean;
  /** `danger` for what is hard to take back. */
  tone?: 'plain' | 'danger';
  /** How long, in milliseconds. */
  holdMs?: number;
  testid?: string;
}

const usualMs = 1200;

/** Starts by pointer, Space or Enter; letting go, leaving or Escape calls it off. */
function useHold(holdMs: number, onHeld: () => void) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onHeld);
  latest.current = onHeld;
  const stop = () => {
    clearTimeout(timer.current);
    setHolding(false);
  };
  const start = () => {
    clearTimeout(timer.current);
    setHolding(true);
    timer.current = setTimeout(() => {
      setHolding(false);
      latest.current();
    }, holdMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return { holding, start, stop };
}

const isPress = ({ key }: KeyboardEvent) => key === ' ' || key === 'Enter';

/** A button that must be held, for what cannot be undone; shows how far. */
export function HoldButton(props: HoldButtonProps) {
  const { label, onHeld, disabled = false, tone = 'plain', holdMs = usualMs, testid } = props;
  const { t } = useTexts();
  const { holding, start, stop } = useHold(holdMs, onHeld);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && holding) {
      // It calls off the holding and no dialog around it.
      event.stopPropagation();
      stop();
    } else if (isPress(event)) {
      event.preventDefault();
      if (!event.repeat) start();
    }
  };
  return (
    <button
      type="button"
      className={classes.hold}
      data-tone={tone}
      data-holding={holding}
      data-testid={testid}
      disabled={disabled}
      title={t('parts.holdHint')}
      style={{ '--rw-hold': `${holdMs}ms` } as CSSProperties}
      onPointerDown={(event: PointerEvent) => event.button === 0 && start()}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => isPress(event) && stop()}
      onBlur={stop}
    >
      <span className={classes.progress} aria-hidden="true" />
      <span className={classes.words}>
        {label} {/* Both take their room: a button that grew while it is held would move away from under the finger. */}
        <small className={classes.both}>
          <span data-shown={!holding}>{t('parts.hold')}</span>
          <span data-shown={holding}>{t('parts.holding')}</span>
        </small>
      </span>
    </button>
  );
}
