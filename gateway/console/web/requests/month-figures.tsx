import { Group, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { siteTimeText } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PrintButton, PrintSheet } from '../parts/print-sheet.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './requests.module.css';

const month = /^20\d\d-(0[1-9]|1[0-2])$/;

type Figures = Answer<'/api/request-figures'>;

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
            <Table.Td>{inTimeShare === undefined ? '–' : `${Math.round(inTimeShare * 100)} %`}</Table.Td>
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

/** One month as it may hang in the hallway: nothing under five is told. Printed, it is a sheet with the site's name. */
export function MonthFigures() {
  const { t, name } = useTexts();
  const { overview } = useSite();
  const now = siteTimeText(useSiteNow());
  const [chosen, setChosen] = useState(() => now.slice(0, 7));
  const figures = api.useQuery('get', '/api/request-figures', { params: { query: { month: chosen } } });
  return (
    <section className={classes.month} data-testid="request-figures">
      <Group align="flex-end" gap="sm">
        <TextInput
          type="month"
          label={t('requests.month')}
          value={chosen}
          max={now.slice(0, 7)}
          onChange={({ currentTarget: { value } }) => month.test(value) && setChosen(value)}
          data-testid="request-month"
        />
        <PrintButton />
      </Group>
      <PrintSheet testid="request-sheet">
        <h2 className={classes.title}>{t('requests.sheetTitle', { site: name(overview.site.name), month: chosen })}</h2>
        <Loaded query={figures} what={t('requests.figures')}>
          {({ kinds, total }) => <FiguresTable kinds={kinds} {...(total !== undefined && { total })} />}
        </Loaded>
        <p className={classes.by}>{t('requests.sheetMade', { time: now.slice(0, 16) })}</p>
      </PrintSheet>
    </section>
  );
}
