import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../../gateway/console/web/parts/icons.tsx';
import { CloudProblem } from '../api/cloud-client.ts';
import { useTexts } from '../locales/texts.ts';
import { toCloudMs, useCloudNow } from './cloud-clock.ts';
import { describeProblem } from './describe-problem.ts';
import classes from './error-state.module.css';
import { formatTime } from './format-time.ts';

export interface ErrorStateProps {
  /** What failed: "The rollouts could not be read". */
  what: string;
  /** What was thrown; its code is said in words where there are any. */
  error: unknown;
  stillWorks?: string;
  onRetry?(): void;
}

/** What failed, since when and why, what still works, what to do. */
export function ErrorState({ what, error, stillWorks, onRetry }: ErrorStateProps) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const [firstMs] = useState(() => toCloudMs(Date.now()));
  const code = error instanceof CloudProblem ? error.code : 'unknown';
  return (
    <div className={classes.state} role="alert" data-testid="error-state" data-code={code}>
      <strong className={classes.failed}>
        <Icon name="warning" /> {what}
      </strong>
      <span>{t('parts.failedSince', { time: formatTime(firstMs, nowMs), reason: describeProblem(error, t) })}</span>
      {stillWorks !== undefined && <span className="dim">{stillWorks}</span>}
      {onRetry && (
        <Button variant="default" size="compact-sm" data-testid="retry" onClick={onRetry}>
          {t('parts.retry')}
        </Button>
      )}
    </div>
  );
}
