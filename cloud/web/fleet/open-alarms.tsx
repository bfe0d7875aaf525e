import type { GatewayView } from '../../api/views.ts';
import { PriorityMark } from '../parts/marks.tsx';

const priorities = [1, 2, 3, 4] as const;

/** Open alarms by priority: only those there are, each with its shape. */
export function OpenAlarms({ counts, none }: { counts: GatewayView['openAlarms']; none: string }) {
  const present = priorities.filter((priority) => counts[`p${priority}`] > 0);
  if (present.length === 0) return <span className="dim">{none}</span>;
  return (
    <span className="counts">
      {present.map((priority) => (
        <span key={priority} className="count">
          <PriorityMark priority={priority} />×{counts[`p${priority}`]}
        </span>
      ))}
    </span>
  );
}
