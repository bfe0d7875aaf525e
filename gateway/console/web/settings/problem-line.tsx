import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './settings.module.css';

/** Why something was refused, in words; nothing while there is nothing. */
export function ProblemLine({ error }: { error: unknown }) {
  const { code } = useTexts();
  if (!error) return null;
  return (
    <p className={classes.problem} role="alert" data-testid="settings-problem">
      {code('settingsCode', problemCode(error))}
    </p>
  );
}
