import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type Answer, api } from '../api/api.ts';
import { type TextKey, type Translate, useTexts } from '../locales/texts.ts';
import { zh } from '../locales/zh.ts';
import { AgeText } from '../parts/age-text.tsx';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { Panel } from '../parts/panel.tsx';
import classes from './exports.module.css';
import { ShareActs } from './share-acts.tsx';
import { type Share, ShareBacklog, ShareState } from './share-words.tsx';

type Detail = Answer<'/v1/shares/{share}'>;

function Facts({ rows }: { rows: [TextKey, ReactNode][] }) {
  const { t } = useTexts();
  return (
    <dl className={classes.facts}>
      {rows.map(([key, value]) => [<dt key={`${key} name`}>{t(key)}</dt>, <dd key={key}>{value}</dd>])}
    </dl>
  );
}

function Terms({ share }: { share: Share }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { selection, asked, approved } = share;
  const list = (values: readonly (string | number)[] | undefined) => values?.join(', ') ?? t('exports.all');
  return (
    <Panel title={t('exports.what')} testid="share-terms">
      <Facts
        rows={[
          ['exports.contact', share.contact],
          ['exports.purpose', `${t(`exports.purposeOf.${share.purpose}`)}: ${share.purposeText}`],
          ['exports.legalBasis', share.legalBasis],
          ['exports.kinds', selection.kinds.map((kind) => t(`exports.kind.${kind}`)).join(', ')],
          ['exports.gateways', list(selection.gateways)],
          ['exports.alarmTypes', list(selection.alarmTypes?.map((type) => t(`alarm.${type}`)))],
          ['exports.priorities', list(selection.priorities?.map((priority) => `P${priority}`))],
          ['exports.fields', share.fields.map((field) => t(`exports.field.${field}`)).join(', ')],
          ['exports.delivery', t(`exports.way.${share.delivery.kind}` as TextKey)],
          [
            'exports.target',
            <span key="target" className="mono">
              {String(share.delivery.target.url ?? '')}
            </span>,
          ],
          ['exports.from', formatTime(share.fromMs, nowMs)],
          // its last moment, so that the day is the one that was chosen
          ['exports.until', formatTime(share.untilMs - 1, nowMs)],
          ['exports.askedBy', <Said key="asked" {...asked} />],
          ['exports.approvedBy', approved ? <Said key="approved" {...approved} /> : t('exports.notApproved')],
        ]}
      />
    </Panel>
  );
}

function Said({ by, atMs }: { by: string; atMs: number }) {
  return (
    <>
      <span className="mono">{by}</span> · <AgeText atMs={atMs} ago />
    </>
  );
}

function Progress({ share }: { share: Share }) {
  const { t } = useTexts();
  const { delivered, leftOut, setAside, failures, failingSinceMs, lastTakenMs, lastWhy, nextTryMs } = share.progress;
  const nowMs = useCloudNow();
  const rows: [TextKey, ReactNode][] = [
    ['exports.status', <ShareState key="state" share={share} />],
    [
      'exports.sent',
      <span key="sent" data-testid="share-sent">
        {delivered}
      </span>,
    ],
    ['exports.waiting', <ShareBacklog key="waiting" share={share} />],
    ['exports.lastTaken', lastTakenMs === null ? t('exports.never') : <AgeText key="taken" atMs={lastTakenMs} ago />],
  ];
  if (setAside > 0) rows.push(['exports.setAside', setAside]);
  if (leftOut > 0) rows.push(['exports.leftOut', leftOut]);
  if (failingSinceMs !== null) {
    const since = <AgeText atMs={failingSinceMs} />;
    rows.push([
      'exports.failures',
      <span key="failing">
        {t('exports.failing', { n: failures })} {since}
      </span>,
    ]);
  }
  if (lastWhy !== null)
    rows.push([
      'exports.lastWhy',
      <span key="why" className="mono">
        {lastWhy}
      </span>,
    ]);
  if (nextTryMs !== null && nextTryMs > nowMs) rows.push(['exports.nextTry', formatTime(nextTryMs, nowMs)]);
  return (
    <Panel title={t('exports.progress')} testid="share-progress">
      <Facts rows={rows} />
    </Panel>
  );
}

/** A code that has words, or what somebody wrote. */
function sayWhy(why: string, t: Translate): string {
  const group = (['purposeOf', 'reason'] as const).find((each) => Object.hasOwn(zh.exports[each], why));
  return group === undefined ? why : t(`exports.${group}.${why}` as TextKey);
}

function Records({ deeds, deliveries }: Pick<Detail, 'deeds' | 'deliveries'>) {
  const { t } = useTexts();
  return (
    <>
      <Panel title={t('exports.deeds')} testid="share-deeds">
        <ul className={classes.rows}>
          {deeds.map(({ act, by, atMs, why }) => (
            <li key={`${atMs} ${act}`}>
              <AgeText atMs={atMs} ago />
              <span>{t(`exports.act.${act}` as TextKey)}</span>
              <span className="mono">{by}</span>
              {why !== null && <span className="dim">{sayWhy(why, t)}</span>}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('exports.deliveries')} testid="share-deliveries">
        {deliveries.length === 0 && <p className="dim">{t('exports.noDeliveries')}</p>}
        <ul className={classes.rows}>
          {deliveries.map(({ atMs, outcome, events, tookMs, why }) => (
            <li key={`${atMs} ${outcome} ${events}`}>
              <AgeText atMs={atMs} ago />
              <span className={outcome === 'taken' ? undefined : classes.bad}>{t(`exports.outcome.${outcome}`)}</span>
              <span>
                {t('exports.events')} {events}
              </span>
              <span className="dim">{tookMs} ms</span>
              {why !== null && <span className="mono">{why}</span>}
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

/** One share: what was agreed, how it goes, and what can be done. */
export function SharePage({ share: id }: { share: string }) {
  const { t } = useTexts();
  const params = { path: { share: id } };
  const query = api.useQuery('get', '/v1/shares/{share}', { params }, { refetchInterval: 3000 });
  return (
    <PageFrame
      title={query.data?.share.department ?? t('exports.title')}
      actions={<Link href="/">{t('exports.back')}</Link>}
      testid="share-page"
    >
      <Loaded query={query} what={t('exports.title')}>
        {({ share, ...records }) => (
          <div className={classes.grid}>
            <Progress share={share} />
            <ShareActs share={share} onDone={() => void query.refetch()} />
            <Terms share={share} />
            <Records {...records} />
          </div>
        )}
      </Loaded>
    </PageFrame>
  );
}
