import { siteZone } from '../../rollout/rollout-store.ts';
import type { RolloutView } from '../../rollout/rollout-views.ts';
import { type TextKey, type Translate, useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Panel } from '../parts/panel.tsx';

const percent = (share: number) => Number((share * 100).toFixed(2));

function listTerms(terms: RolloutView['terms'], nowMs: number, t: Translate): [TextKey, string | number][] {
  const { percents, successShare, errorShare, errorCount, openShare, silentAfterS, healthS } = terms;
  const { notBeforeMs, window, shadow, devices } = terms;
  const rows: [TextKey, string | number][] = [
    ['rollout.wizard.percents', percents.join(' + ')],
    ['rollout.wizard.success', percent(successShare)],
    ['rollout.wizard.error', percent(errorShare)],
    ['rollout.wizard.open', percent(openShare)],
    ['rollout.wizard.silent', Number((silentAfterS / 60).toFixed(1))],
    ['rollout.wizard.health', healthS],
    ['rollout.wizard.from', notBeforeMs === undefined ? t('rollout.atOnce') : formatTime(notBeforeMs, nowMs)],
  ];
  if (errorCount !== undefined) rows.push(['rollout.errorCount', errorCount]);
  const zone = window?.timeZone === siteZone ? t('rollout.wizard.ownZone') : window?.timeZone;
  if (window) rows.push(['rollout.wizard.window', `${window.from}–${window.to} (${zone})`]);
  if (shadow)
    rows.push(
      ['rollout.wizard.samples', shadow.samples],
      ['rollout.wizard.agreement', percent(shadow.minAgreement)],
      ['rollout.wizard.slower', shadow.maxLatencyRatio],
    );
  if (devices) rows.push(['rollout.devices', devices.join(', ')]);
  return rows;
}

/** What whoever approves agrees to: groups, thresholds and times. */
export function TermsPanel({ terms }: { terms: RolloutView['terms'] }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  return (
    <Panel title={t('rollout.terms')} testid="terms">
      <dl className="facts">
        {listTerms(terms, nowMs, t).map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
