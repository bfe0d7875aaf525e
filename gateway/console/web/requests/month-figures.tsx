import { Group, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { siteTimeText } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PrintButton, PrintSheet } from '../parts/print-sheet.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './requests.module.css';

const month = /^20\d\d-(0[1-9]|1[0-2])$/;
/** What is asked for on a month's last day is due by then; only then the month is published. */
const waitMs = 15 * 86_400_000;

/** The last month that is published at a moment, `2026-08`, by the site's calendar. */
function lastPublished(nowMs: number): string {
  const [year = 0, number = 0] = siteTimeText(nowMs - waitMs)
    .split('-')
    .map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

type Figures = Answer<'/api/request-figures'>;

/** The ends are open: nobody is to be told apart by having been the only one, or among all. */
const shareText = (share: number) => `${share <= 0.05 ? '≤ ' : share >= 0.95 ? '≥ ' : ''}${Math.round(share * 100)} %`;

function FiguresTable({ kinds, total }: Pick<Figures, 'kinds' | 'total'>) {
  const { t } = useTexts();
  const hidden = t('requests.tooFew');
  return (
    <Table className={classes.figures}>
      <Table.Caption>{t('requests.figuresHint')}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          {(['kind', 'count', 'inTime', 'median', 'meanScore'] as const).map((key) => (
            <Table.Th key={key} scope="col">
              {t(`requests.${key}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {kinds.map(({ kind, entered, inTimeShare, medianHours, meanScore }) => (
          <Table.Tr key={kind}>
            <Table.Th scope="row">{t(`requestKind.${kind}`)}</Table.Th>
            <Table.Td>{entered ?? hidden}</Table.Td>
            <Table.Td>{inTimeShare === undefined ? '–' : shareText(inTimeShare)}</Table.Td>
            <Table.Td>{medianHours === undefined ? '–' : t('requests.hours', { n: medianHours })}</Table.Td>
            <Table.Td>{meanScore ?? '–'}</Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Th scope="row">{t('requests.total')}</Table.Th>
          <Table.Td>{total ?? hidden}</Table.Td>
          <Table.Td colSpan={3} />
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}

/** One month as it may hang in the hallway: nothing small is told, and no month twice. Printed, it is a sheet with the site's name. */
export function MonthFigures() {
  const { t, name } = useTexts();
  const { overview } = useSite();
  const nowMs = useSiteNow();
  const last = lastPublished(nowMs);
  const [chosen, setChosen] = useState(last);
  const figures = api.useQuery('get', '/api/request-figures', { params: { query: { month: chosen } } });
  const refused = figures.error !== null && problemCode(figures.error);
  return (
    <section className={classes.month} data-testid="request-figures">
      <Group align="flex-end" gap="sm">
        <TextInput
          type="month"
          label={t('requests.month')}
          value={chosen}
          max={last}
          onChange={({ currentTarget: { value } }) => month.test(value) && setChosen(value)}
          data-testid="request-month"
        />
        <PrintButton />
      </Group>
      <PrintSheet testid="request-sheet">
        <h2 className={classes.title}>{t('requests.sheetTitle', { site: name(overview.site.name), month: chosen })}</h2>
        {refused === 'not-published' || refused === 'clock-unsure' ? (
          <EmptyState
            title={t('requests.notPublished')}
            hint={t(refused === 'clock-unsure' ? 'requests.clockUnsureHint' : 'requests.notPublishedHint')}
          />
        ) : (
          <Loaded query={figures} what={t('requests.figures')}>
            {({ kinds, total }) => <FiguresTable kinds={kinds} {...(total !== undefined && { total })} />}
          </Loaded>
        )}
        <p className={classes.by}>{t('requests.sheetMade', { time: siteTimeText(nowMs).slice(0, 16) })}</p>
      </PrintSheet>
    </section>
  );
}
