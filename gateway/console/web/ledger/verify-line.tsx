import { Button } from '@mantine/core';
import { api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { AnchorList } from './anchor-list.tsx';
import classes from './ledger.module.css';

/** Where the chain stands, and a walk through the whole of it. */
export function VerifyLine() {
  const { t, code } = useTexts();
  const head = api.useQuery('get', '/api/ledger/head');
  const verify = api.useMutation('post', '/api/ledger/verify', { onSettled: () => head.refetch() });
  const { data: verdict, error, isPending } = verify;
  const said = () => {
    if (isPending) return t('ledger.verifying');
    if (error) return code('reason', problemCode(error));
    if (!verdict) return undefined;
    if (!verdict.ok) return t('ledger.damaged', { seq: verdict.seq ?? 0, problem: verdict.problem ?? '' });
    const { entries, anchors, trimmedThrough = 0 } = verdict;
    const whole = t('ledger.intact', { n: entries, anchors });
    return trimmedThrough > 0 ? `${whole} ${t('ledger.trimmed', { seq: trimmedThrough })}` : whole;
  };
  return (
    <div className={classes.state} data-bad={verdict?.ok === false} data-testid="ledger-state">
      <Button
        size="compact-sm"
        variant="default"
        disabled={isPending}
        onClick={() => verify.mutate({ body: {} })}
        data-testid="verify"
      >
        {t('ledger.verify')}
      </Button>
      {said() && (
        <span role="status" data-testid="verdict">
          {verdict?.ok === false && '▲ '}
          {said()}
        </span>
      )}
      {head.data && (
        <span title={t('ledger.headHint')}>
          {t('ledger.head', { seq: head.data.seq })} <span className={classes.hash}>{head.data.hash}</span>
        </span>
      )}
      {verdict && <AnchorList />}
    </div>
  );
}
