import type { GroupView } from '../../rollout/rollout-views.ts';
import { useTexts } from '../locales/texts.ts';
import classes from './rollout.module.css';

const stages = ['committed', 'open', 'waiting', 'bad'] as const;
type Counts = Pick<GroupView, (typeof stages)[number]>;
/** A shape beside each word, so that nobody needs the colours. */
const shapes = { committed: '✓', open: '◐', waiting: '○', bad: '✕' } as const;

/** How many gateways stand how, as a bar and in words. */
export function StageBar({ counts }: { counts: Counts }) {
  const total = Math.max(
    1,
    stages.reduce((sum, stage) => sum + counts[stage], 0),
  );
  return (
    <div className={classes.bar} aria-hidden="true">
      {stages.map((stage) => (
        <span
          key={stage}
          className={classes.part}
          data-stage={stage}
          style={{ width: `${(100 * counts[stage]) / total}%` }}
        />
      ))}
    </div>
  );
}

export function StageCounts({ counts }: { counts: Counts }) {
  const { t } = useTexts();
  return (
    <span className={classes.counts}>
      {stages
        .filter((stage) => counts[stage] > 0)
        .map((stage) => (
          <span key={stage} data-stage={stage} data-bad={stage === 'bad'}>
            <span aria-hidden="true">{shapes[stage]}</span> {counts[stage]} {t(`rollout.stage.${stage}`)}
          </span>
        ))}
    </span>
  );
}

export function sumGroups(groups: readonly GroupView[]): Counts {
  const sum = (stage: (typeof stages)[number]) => groups.reduce((total, group) => total + group[stage], 0);
  return { committed: sum('committed'), open: sum('open'), waiting: sum('waiting'), bad: sum('bad') };
}

/** One bar for each group, in the order in which they begin. */
export function GroupBars({ groups }: { groups: readonly GroupView[] }) {
  const { t } = useTexts();
  return (
    <div data-testid="groups">
      {groups.map((group) => (
        <div key={group.group} className={classes.group} data-testid="group">
          <span>
            {t('rollout.group', { n: group.group + 1 })}
            <br />
            <span className="dim small">{t('rollout.size', { n: group.size })}</span>
          </span>
          <StageBar counts={group} />
          <StageCounts counts={group} />
          {group.held > 0 && <p className="dim small">{t('rollout.held', { n: group.held })}</p>}
        </div>
      ))}
    </div>
  );
}
