import type { Answer } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from '../shift/shift.module.css';

type Deviations = Answer<'/api/patrols'>['live'][number]['deviations'];

/** What went wrong on a patrol, each kind once with how often; nothing where all went well. */
export function DeviationWords({ deviations }: { deviations: Deviations }) {
  const { t } = useTexts();
  if (deviations.length === 0) return <span className={classes.dim}>{t('patrol.none')}</span>;
  const kinds = [...new Set(deviations.map(({ kind }) => kind))];
  const words = kinds.map((kind) => {
    const n = deviations.filter((each) => each.kind === kind).length;
    return `${t(`patrolDeviation.${kind}`)}${n > 1 ? ` ×${n}` : ''}`;
  });
  return (
    <span className={classes.warn} data-testid="deviations">
      ⚠ {words.join(', ')}
    </span>
  );
}
