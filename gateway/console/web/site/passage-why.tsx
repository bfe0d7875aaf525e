import { api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './site.module.css';

/** Every rule that was asked of one passage, in order, with its answer. Looking it up is recorded. */
export function PassageWhy({ passage }: { passage: string }) {
  const { t, code } = useTexts();
  const init = { params: { path: { id: passage } } };
  // Looked up once: each look is an entry in the ledger.
  const once = { staleTime: Number.POSITIVE_INFINITY, retry: false };
  const { data: loaded, error } = api.useQuery('get', '/api/passages/{id}/explanation', init, once);
  if (error) return <p className={classes.why}>{t('why.failed', { code: problemCode(error) })}</p>;
  if (!loaded) return null;
  if (loaded.rules.length === 0) return <p className={classes.why}>{t('why.none')}</p>;
  return (
    <ol className={classes.why} data-testid="passage-why">
      {loaded.rules.map(({ rule, answer, reason }) => (
        <li key={rule} data-answer={answer}>
          {code('rule', rule)}: {t(answer === 'failed' ? 'why.denied' : `why.${answer}`)}
          {reason !== undefined && ` · ${code('reason', reason)}`}
        </li>
      ))}
    </ol>
  );
}
