import { retentionTerms } from '../../../register/site/retention-terms.ts';
import { type Answer, api } from '../api/api.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { siteTimeText } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import classes from './settings.module.css';

type Line = Answer<'/api/reports/retention'>['lines'][number];

/** What is kept for how long, and which law or decision asks for it; set in the site file. */
export function RetentionPart() {
  const { t, name, code, language } = useTexts();
  const { zones = [] } = useSite().overview.site;
  const zoneName = (id: string) => {
    const zone = zones.find((each) => each.id === id);
    return zone ? name(zone.name) : id;
  };
  // a site's own basis is in the words of whoever wrote it
  const basisOf = ({ class: of, basis }: Line) =>
    language === 'zh' && basis === retentionTerms[of].basis ? retentionTerms[of].basisZh : basis;
  // That somebody looked stands in the ledger: it is not asked again by itself.
  const query = api.useQuery('get', '/api/reports/retention', undefined, { staleTime: Number.POSITIVE_INFINITY });
  const columns = [
    {
      key: 'class',
      head: t('settings.class'),
      cell: (line: Line) => (
        <>
          {code('retained', line.class)}{' '}
          {line.zones && (
            <span className={classes.dim}>
              {t('settings.zones', { zones: line.zones.map(zoneName).join(language === 'zh' ? '、' : ', ') })}
            </span>
          )}
        </>
      ),
    },
    { key: 'days', head: t('settings.days'), cell: ({ days }: Line) => days, align: 'right' as const, width: '4em' },
    { key: 'basis', head: t('settings.basis'), cell: basisOf },
    {
      key: 'oldest',
      head: t('settings.oldest'),
      cell: ({ oldestMs }: Line) => (oldestMs === undefined ? '–' : siteTimeText(oldestMs).slice(0, 10)),
      wideOnly: true,
    },
    {
      key: 'swept',
      head: t('settings.swept'),
      cell: ({ sweptMs, overdue }: Line) => (
        <>
          {sweptMs === undefined ? '–' : <AgeText atMs={sweptMs} ago />}{' '}
          {overdue && <span className={classes.warn}>▲ {t('settings.overdue')}</span>}
        </>
      ),
      wideOnly: true,
    },
  ];
  return (
    <Loaded query={query} what={t('settings.retention')}>
      {({ lines }) => (
        <div className={classes.table}>
          <DataTable
            label={t('settings.retention')}
            columns={columns}
            rows={lines}
            rowKey={(line) => `${line.class} ${line.zones?.join(' ') ?? ''}`}
            testid="retention"
          />
        </div>
      )}
    </Loaded>
  );
}
