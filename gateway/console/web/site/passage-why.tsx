import { useEffect, useState } from 'react';
import type { ConsoleExplanation } from '../../doors/door-ports.ts';
import { getJson, problemCode } from '../api/console-client.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './site.module.css';

type Loaded = { rules: ConsoleExplanation['rules'] } | { problem: string } | undefined;

/** Every rule that was asked of one passage, in order, with its answer. Looking it up is recorded. */
export function PassageWhy({ passage }: { passage: string }) {
  const { t, code } = useTexts();
  const [loaded, setLoaded] = useState<Loaded>();
  useEffect(() => {
    let gone = false;
    const show = (value: Loaded) => !gone && setLoaded(value);
    getJson<ConsoleExplanation>(`/api/passages/${passage}/explanation`).then(show, (error: unknown) =>
      show({ problem: problemCode(error) }),
    );
    return () => {
      gone = true;
    };
  }, [passage]);
  if (!loaded) return null;
  if ('problem' in loaded) return <p className={classes.why}>{t('why.failed', { code: loaded.problem })}</p>;
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
