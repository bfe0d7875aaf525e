import { Box } from '@mantine/core';
import { useTexts } from '../locales/i18n.ts';
import { formatAge } from '../parts/format-time.ts';
import { Section } from '../parts/section.tsx';
import classes from '../shift/shift.module.css';
import type { Drill } from './drill.ts';
import drillClasses from './drills.module.css';
import { usePlaceName } from './use-place-name.ts';

/** Each alarm's steps: how long they took, against what its type allows. */
export function DrillReportTable({ report }: { report: NonNullable<Drill['report']> }) {
  const { t } = useTexts();
  const placeName = usePlaceName();
  return (
    <Section title={t('drill.report')} testid="drill-report">
      <p className={report.verdict === 'failed' ? classes.warn : undefined}>{t(`drill.verdict.${report.verdict}`)}</p>
      <Box component="section" className={drillClasses.scroll} aria-label={t('drill.report')} tabIndex={0}>
        <table className={drillClasses.table}>
          <thead>
            <tr>
              {(['alarm', 'source', 'report', 'took', 'allowed'] as const).map((key) => (
                <th key={key} scope="col" className={key === 'source' ? drillClasses.wide : undefined}>
                  {key === 'report' ? '' : t(`drill.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.alarms.flatMap(({ alarm, type, source, steps }) =>
              steps.map(({ step, tookMs, allowedMs, within }) => (
                <tr key={`${alarm}-${step}`}>
                  <td>{t(`alarm.${type}`)}</td>
                  <td className={drillClasses.wide}>{placeName(source)}</td>
                  <td>{t(`drill.step.${step}`)}</td>
                  <td className={within ? undefined : classes.warn}>
                    {tookMs === undefined
                      ? t('drill.notDone')
                      : `${formatAge(tookMs, t)} ${t(within ? 'drill.within' : 'drill.late')}`}
                  </td>
                  <td>{formatAge(allowedMs, t)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Box>
    </Section>
  );
}
