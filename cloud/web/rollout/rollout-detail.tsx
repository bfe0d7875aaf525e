import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import type { PlaceView, RolloutView } from '../../rollout/rollout-views.ts';
import { type TextKey, type Translate, useTexts } from '../locales/texts.ts';
import { zh } from '../locales/zh.ts';
import { AgeText } from '../parts/age-text.tsx';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { Panel } from '../parts/panel.tsx';
import { GroupBars } from './group-bars.tsx';
import classes from './rollout.module.css';
import { RolloutActions } from './rollout-actions.tsx';
import { type RolloutDetail, useRollout } from './rollout-client.ts';
import { TermsPanel } from './terms-panel.tsx';

/** Rows on the page; what is wrong comes first, so that nothing of it is cut off. */
const mostRows = 300;
const urgency: Record<PlaceView['stage'], number> = { bad: 0, open: 1, waiting: 3, committed: 2 };

/** A text that there may be none for: then the word itself, which may hold what a key cannot. */
const say = (t: Translate, group: 'state' | 'trouble' | 'deed' | 'kind', word: string) =>
  Object.hasOwn(zh.rollout[group], word) ? t(`rollout.${group}.${word}` as TextKey) : word;

function Place({ place }: { place: PlaceView }) {
  const { t } = useTexts();
  const { gateway, group, state, problem, detail, heardMs, running, calledOff, stage, devices } = place;
  return (
    <tr data-bad={stage === 'bad'} data-testid="place">
      <td className="mono">{gateway}</td>
      <td data-wide="true">{group + 1}</td>
      <td>
        {state ? say(t, 'state', state) : t('rollout.stage.waiting')}
        {calledOff && stage === 'open' && ` · ${t('rollout.calledOff')}`}
        {devices && <div className="small">{t('rollout.devicesDone', { ...devices })}</div>}
      </td>
      <td>
        {problem ? say(t, 'trouble', problem) : ''}
        {detail !== null && <div className="dim small">{detail}</div>}
      </td>
      <td data-wide="true" className="mono">
        {running ?? '—'}
      </td>
      <td data-wide="true">{heardMs === null ? '—' : <AgeText atMs={heardMs} ago />}</td>
    </tr>
  );
}

function Places({ places }: { places: readonly PlaceView[] }) {
  const { t } = useTexts();
  const shown = places.toSorted((a, b) => urgency[a.stage] - urgency[b.stage]).slice(0, mostRows);
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t('rollout.gateway')}</th>
            <th data-wide="true">{t('rollout.groups')}</th>
            <th>{t('rollout.step')}</th>
            <th>{t('rollout.problem')}</th>
            <th data-wide="true">{t('rollout.version')}</th>
            <th data-wide="true">{t('rollout.heard')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((place) => (
            <Place key={place.gateway} place={place} />
          ))}
        </tbody>
      </table>
      {places.length > shown.length && (
        <p className="dim small">{t('health.more', { n: shown.length, all: places.length })}</p>
      )}
    </div>
  );
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** How the new model compares with the old one, over all gateways that have run both. */
function Shadow({ places }: { places: readonly PlaceView[] }) {
  const { t } = useTexts();
  const results = places.flatMap(({ shadow }) => shadow ?? []);
  if (results.length === 0) return null;
  const text = t('rollout.shadowText', {
    n: results.length,
    agreement: (100 * median(results.map(({ agreement }) => agreement))).toFixed(1),
    next: median(results.map(({ newMedianMs }) => newMedianMs)).toFixed(0),
    before: median(results.map(({ oldMedianMs }) => oldMedianMs)).toFixed(0),
  });
  return (
    <Panel title={t('rollout.shadow')} testid="shadow">
      <p>{text}</p>
    </Panel>
  );
}

function Acts({ acts }: { acts: RolloutDetail['acts'] }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  return (
    <Panel title={t('rollout.acts')} testid="acts">
      <ul>
        {acts.map(({ atMs, by, deed, reason }) => (
          <li key={`${atMs} ${deed}`}>
            <time dateTime={new Date(atMs).toISOString()}>{formatTime(atMs, nowMs)}</time>{' '}
            <span className="mono">{by}</span> {say(t, 'deed', deed.replace('rollout.', ''))}
            {reason !== null && <span className="dim"> · {reason}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Facts({ rollout }: { rollout: RolloutView }) {
  const { t } = useTexts();
  const { kind, name, version, preparedBy, atMs, backFrom } = rollout;
  return (
    <p>
      {say(t, 'kind', kind)} <span className="mono">{name}</span> <strong className="mono">{version}</strong>
      {backFrom !== null && ` · ${t('rollout.back')}`} ·{' '}
      <span className="dim">
        {t('rollout.by', { sign: preparedBy })}, <AgeText atMs={atMs} ago />
      </span>
    </p>
  );
}

function Detail({ detail: { rollout, gateways, acts } }: { detail: RolloutDetail }) {
  const { t } = useTexts();
  return (
    <div className={classes.detail}>
      <Facts rollout={rollout} />
      {rollout.why !== null && (
        <div className={classes.halted} role="alert" data-testid="halted">
          <strong>✕ {t(`rollout.phase.${rollout.phase}`)}</strong> {t(`rollout.why.${rollout.why}`)}
        </div>
      )}
      <TermsPanel terms={rollout.terms} />
      <RolloutActions rollout={rollout} />
      <Panel title={t('rollout.groups')} testid="group-panel">
        <GroupBars groups={rollout.groups} />
      </Panel>
      <Shadow places={gateways} />
      <Panel title={t('rollout.gateways')} testid="places">
        <Places places={gateways} />
      </Panel>
      <Acts acts={acts} />
    </div>
  );
}

/** One rollout, as it goes. */
export function RolloutDetailPage({ id }: { id: string }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const query = useRollout(id);
  const rollout = query.data?.rollout;
  return (
    <PageFrame
      title={rollout?.title ?? t('rollout.what')}
      aside={rollout && <span data-testid="phase">{t(`rollout.phase.${rollout.phase}`)}</span>}
      actions={
        <Button variant="default" size="compact-sm" onClick={() => go('/')}>
          {t('rollout.all')}
        </Button>
      }
      testid="rollout"
    >
      <Loaded query={query} what={t('rollout.what')}>
        {(detail) => <Detail detail={detail} />}
      </Loaded>
    </PageFrame>
  );
}
