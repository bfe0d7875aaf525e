import type { Priority } from '../../../devices/contracts/alarms.ts';
import type { Ring } from '../../../devices/contracts/place.ts';
import { useTexts } from '../locales/texts.ts';

const priorityShapes: Record<Priority, { colour: string; path: string; hollow: boolean }> = {
  1: { colour: '#c92a2a', path: 'M8 1.5 15 14H1z', hollow: false },
  2: { colour: '#e8590c', path: 'M8 1 15 8 8 15 1 8z', hollow: false },
  3: { colour: '#1971c2', path: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z', hollow: false },
  4: { colour: '#868e96', path: 'M13.2 8A5.2 5.2 0 1 1 2.8 8a5.2 5.2 0 0 1 10.4 0z', hollow: true },
};

export const priorityColour = (priority: Priority) => priorityShapes[priority].colour;

/** A priority's own shape and its name, so that nobody depends on seeing a colour. */
export function PriorityMark({ priority, quiet = false }: { priority: Priority; quiet?: boolean }) {
  const { t } = useTexts();
  const { colour, path, hollow } = priorityShapes[priority];
  return (
    <span className="priority" data-quiet={quiet} title={`P${priority} ${t(`priority.${priority}`)}`}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} fill={hollow ? 'none' : colour} stroke={colour} strokeWidth={hollow ? 2.2 : 0} />
      </svg>
      P{priority}
    </span>
  );
}

const ringColours: Record<Ring, string> = { 1: '#b45309', 2: '#0f766e', 3: '#4338ca' };

/** A ring has one colour and its number, everywhere the same. */
export function RingChip({ ring }: { ring: Ring }) {
  const { t } = useTexts();
  const label = `${t('ring.name', { n: ring })} · ${t(`ring.${ring}`)}`;
  return (
    <span className="ring" style={{ background: ringColours[ring] }} role="img" aria-label={label} title={label}>
      {ring}
    </span>
  );
}

const statePaths = {
  online: { path: 'M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0z', hollow: false },
  offline: { path: 'M3.5 3.5l9 9M12.5 3.5l-9 9', hollow: true },
  'never-seen': { path: 'M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0z', hollow: true },
  unknown: { path: 'M5.2 6a2.8 2.8 0 1 1 4 2.5c-.9.4-1.2.9-1.2 1.8M8 13.4v.1', hollow: true },
};

/** Whether a gateway is there: grey disc, red cross, empty circle or question mark, and the word. */
export function GatewayState({ state }: { state: keyof typeof statePaths }) {
  const { t } = useTexts();
  const { path, hollow } = statePaths[state];
  return (
    <span className="gateway-state" data-state={state}>
      <svg width="12" height="12" viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} fill={hollow ? 'none' : 'currentColor'} stroke="currentColor" strokeWidth={hollow ? 2.4 : 0} />
      </svg>
      {t(`state.${state}`)}
    </span>
  );
}

/** Three rings, one inside the other. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" strokeWidth="3" aria-hidden="true">
      <rect x="2.5" y="2.5" width="27" height="27" rx="7" stroke={ringColours[1]} />
      <rect x="8" y="8" width="16" height="16" rx="4" stroke={ringColours[2]} />
      <rect x="13.5" y="13.5" width="5" height="5" rx="1.5" fill={ringColours[3]} stroke={ringColours[3]} />
    </svg>
  );
}
