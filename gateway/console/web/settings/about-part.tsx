import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import classes from './settings.module.css';

/** What this is, and which version of it runs. */
export function AboutPart() {
  const { t, name } = useTexts();
  const { overview } = useSite();
  const { version, startedAtMs } = overview.health;
  return (
    <section className={classes.card} data-testid="about">
      <h2>Ringward</h2>
      <dl className={classes.facts}>
        <dt>{t('settings.site')}</dt>
        <dd>{name(overview.site.name)}</dd>
        <dt>{t('settings.version')}</dt>
        <dd>{version}</dd>
        <dt>{t('settings.running')}</dt>
        <dd>
          <AgeText atMs={startedAtMs} />
        </dd>
        <dt>{t('settings.licence')}</dt>
        <dd>{t('settings.licenceText')}</dd>
      </dl>
      <p className={classes.note}>{t('settings.aboutHint')}</p>
    </section>
  );
}
