import type { Answer } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './figures.module.css';

export type Figures = Answer<'/api/figures'>;

const mostPerHour = 6;
const leastReliability = 0.95;
/** A restart now and then is not worth a word. */
const wholeShare = 0.99;
const hourMs = 3_600_000;
const hoursText = (ms: number): string => String(Math.round(ms / 360_000) / 10);

export const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;

interface KeyFigureProps {
  label: string;
  value: string;
  hint: string;
  bad?: boolean;
  testid: string;
}

function KeyFigure({ label, value, hint, bad = false, testid }: KeyFigureProps) {
  return (
    <div className={classes.key} data-bad={bad} data-testid={testid}>
      <dt>{label}</dt>
      <dd>
        {bad && '▲ '}
        {value}
      </dd>
      <dd className={classes.dim}>{hint}</dd>
    </div>
  );
}

/** The few numbers that tell whether a guard can live with the alarms. */
export function KeyFigures({ figures }: { figures: Figures }) {
  const { t } = useTexts();
  const { raised, perHour, occurrences, suppressed, floodSlots, reliability, byDisposition } = figures;
  const spanMs = figures.toMs - figures.fromMs;
  const isShort = figures.recordedMs < wholeShare * spanMs;
  // two alarms in the first minute are not a hundred and twenty an hour
  const isKnown = figures.recordedMs >= wholeShare * Math.min(spanMs, hourMs);
  const recorded = { hours: hoursText(figures.recordedMs), of: hoursText(spanMs) };
  const closed = byDisposition.reduce((sum, { count }) => sum + count, 0);
  return (
    <dl className={classes.keys}>
      <KeyFigure
        label={t('figure.perHour')}
        value={isKnown ? perHour.toFixed(perHour < 1 ? 2 : 1) : t('figure.unknown')}
        hint={isShort ? t('figure.recordedHint', recorded) : t('figure.perHourHint')}
        bad={isKnown && perHour > mostPerHour}
        testid="figure-per-hour"
      />
      <KeyFigure
        {...{ label: t('figure.raised'), value: String(raised), hint: t('figure.aside', { n: raised }) }}
        testid="figure-raised"
      />
      <KeyFigure
        label={t('figure.occurrences')}
        value={String(occurrences)}
        hint={t('figure.occurrencesHint', { n: suppressed })}
        testid="figure-occurrences"
      />
      <KeyFigure
        {...{ label: t('figure.floods'), value: String(floodSlots), hint: t('figure.floodsHint') }}
        bad={floodSlots > 0}
        testid="figure-floods"
      />
      <KeyFigure
        label={t('figure.reliability')}
        value={reliability === undefined ? t('figure.unknown') : percent(reliability)}
        hint={t('figure.reliabilityHint', { n: closed })}
        bad={reliability !== undefined && reliability < leastReliability}
        testid="figure-reliability"
      />
    </dl>
  );
}
