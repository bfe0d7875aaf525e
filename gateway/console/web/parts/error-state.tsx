import { Button } from '@mantine/core';
import { useState } from 'react';
import { ApiProblem, problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from './format-time.ts';
import { Icon } from './icons.tsx';
import { siteNowMs, useSiteNow } from './site-clock.ts';
import classes from './state.module.css';

export interface ErrorStateProps {
  /** What failed: "The doors could not be read". */
  what: string;
  /** What was thrown; its code is said in words where there are any. */
  error: unknown;
  /** Since when; the first showing if left out. */
  sinceMs?: number;
  stillWorks?: string;
  /** What to do; by default what its code asks for. */
  todo?: string;
  onRetry?(): void;
}

/** What failed, since when and why, what still works, what to do. */
export function ErrorState({ what, error, sinceMs, stillWorks, todo, onRetry }: ErrorStateProps) {
  const { t, code } = useTexts();
  const nowMs = useSiteNow();
  const [firstMs] = useState(siteNowMs);
  const problem = problemCode(error);
  const gone = error instanceof ApiProblem && error.status === 404;
  const advice = t(gone ? 'parts.adviceGone' : problem === 'unreachable' ? 'parts.adviceNetwork' : 'parts.advice');
  const reason = code('reason', problem);
  return (
    <div className={classes.state} role="alert" data-testid="error-state" data-code={problem}>
      <strong className={classes.failed}>
        <Icon name="warning" /> {what}
      </strong>
      <span>{gone ? reason : t('parts.failedSince', { time: formatClock(sinceMs ?? firstMs, nowMs), reason })}</span>
      {stillWorks !== undefined && <span className={classes.hint}>{stillWorks}</span>}
      <span className={classes.hint}>{todo ?? advice}</span>
      {onRetry && !gone && (
        <Button variant="default" size="compact-sm" data-testid="retry" onClick={onRetry}>
          {t('parts.retry')}
        </Button>
      )}
    </div>
  );
}
