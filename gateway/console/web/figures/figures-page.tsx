import { useState } from 'react';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { lastRange, TimeRange } from '../parts/time-range.tsx';
import { DispositionChart, MixChart, RateChart } from './figure-charts.tsx';
import { BadActors, ResponseTable } from './figure-tables.tsx';
import classes from './figures.module.css';
import { KeyFigures } from './key-figures.tsx';

const weekMs = 7 * 24 * 3_600_000;

/** What the alarms of a span came to, each number with how many it rests on. */
export function FiguresPage() {
  const { t } = useTexts();
  const [range, setRange] = useState(() => lastRange(weekMs));
  const read = { params: { query: range } };
  const query = api.useQuery('get', '/api/figures', read, { enabled: range.toMs > range.fromMs });
  return (
    <PageFrame
      title={t('nav.figures')}
      aside={query.data && t('figure.aside', { n: query.data.raised })}
      readAtMs={query.dataUpdatedAt || undefined}
      testid="figures-page"
      toolbar={<TimeRange value={range} onChange={setRange} />}
    >
      <Loaded query={query} what={t('nav.figures')}>
        {(figures) =>
          figures.occurrences === 0 && figures.raised === 0 ? (
            <EmptyState title={t('figure.none')} hint={t('figure.noneHint')} testid="figures-none" />
          ) : (
            <>
              <KeyFigures figures={figures} />
              <section className={classes.part}>
                <h2>{t('figure.rate')}</h2>
                <RateChart figures={figures} />
              </section>
              <div className={classes.columns}>
                <section className={classes.part}>
                  <h2>{t('figure.mix')}</h2>
                  <MixChart figures={figures} />
                </section>
                <section className={classes.part}>
                  <h2>{t('figure.dispositions')}</h2>
                  <DispositionChart figures={figures} />
                </section>
              </div>
              <section className={classes.part}>
                <h2>{t('figure.response')}</h2>
                <ResponseTable figures={figures} />
              </section>
              <section className={classes.part}>
                <h2>{t('figure.badActors')}</h2>
                <BadActors figures={figures} />
              </section>
            </>
          )
        }
      </Loaded>
    </PageFrame>
  );
}
