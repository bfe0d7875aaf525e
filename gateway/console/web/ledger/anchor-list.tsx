import { api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { siteTimeText } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import classes from './ledger.module.css';

const shown = 20;

/** Where the chain was sealed last, to be compared with what the cloud has been given. */
export function AnchorList() {
  const { t } = useTexts();
  const query = api.useQuery('get', '/api/ledger/anchors', { params: { query: { limit: shown } } }, { retry: false });
  return (
    <details className={classes.anchors} data-testid="anchors">
      <summary>{t('ledger.anchorsHeading', { n: query.data?.length ?? 0 })}</summary>
      <p className={classes.dim}>{t('ledger.anchorsHint')}</p>
      <Loaded query={query} what={t('ledger.anchorsHeading', { n: shown })}>
        {(anchors) => (
          <ul>
            {anchors.length === 0 && <li>{t('ledger.anchorsNone')}</li>}
            {anchors.map(({ seq, hash, atMs }) => (
              <li key={seq}>
                {siteTimeText(atMs)} · {t('ledger.anchorAt', { seq })} <span className={classes.hash}>{hash}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </details>
  );
}
