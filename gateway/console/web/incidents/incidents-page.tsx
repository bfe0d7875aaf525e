import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { type Answer, api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { DataTable } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { formatClock } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { siteNowMs } from '../parts/site-clock.ts';
import { IncidentFile } from './incident-file.tsx';
import classes from './incidents.module.css';

type Incident = Answer<'/api/incidents'>[number];

/** What goes on first, then what is over; each the newest first. */
function sortIncidents<One extends Pick<Incident, 'closedAtMs' | 'lastAtMs'>>(incidents: readonly One[]): One[] {
  return incidents.toSorted(
    (a, b) => Number(a.closedAtMs !== undefined) - Number(b.closedAtMs !== undefined) || b.lastAtMs - a.lastAtMs,
  );
}

function useColumns() {
  const { t, name } = useTexts();
  const clock = (ms: number) => formatClock(ms, siteNowMs());
  return [
    {
      key: 'what',
      head: t('incident.what'),
      cell: (one: Incident) => (
        <span className={classes.title}>
          <PriorityMark priority={one.priority} quiet={one.closedAtMs !== undefined} /> {t(`alarm.${one.type}`)}
          {one.drill && <em>{t('incident.drill')}</em>}
        </span>
      ),
    },
    {
      key: 'where',
      head: t('found.where'),
      cell: (one: Incident) => (
        <span className={classes.title}>
          <RingBadge ring={one.ring} size={14} /> {one.zoneName && name(one.zoneName)}
        </span>
      ),
    },
    {
      key: 'state',
      head: t('incident.state'),
      cell: ({ closedAtMs }: Incident) => t(closedAtMs === undefined ? 'incident.open' : 'incident.closed'),
    },
    {
      key: 'alarms',
      head: t('incident.alarms'),
      cell: (one: Incident) => t('incident.ofWhich', { open: one.openAlarms, all: one.alarms }),
    },
    { key: 'began', head: t('incident.began'), wideOnly: true, cell: ({ openedAtMs }: Incident) => clock(openedAtMs) },
    { key: 'last', head: t('incident.last'), wideOnly: true, cell: ({ lastAtMs }: Incident) => clock(lastAtMs) },
  ];
}

function IncidentList() {
  const { t } = useTexts();
  const [, go] = useLocation();
  const columns = useColumns();
  const [shown, setShown] = useState('all');
  const asked = { limit: 500, ...(shown === 'open' && { open: true }) };
  const query = api.useQuery('get', '/api/incidents', { params: { query: asked } }, { refetchInterval: 10_000 });
  return (
    <PageFrame
      title={t('nav.incidents')}
      aside={query.data?.length}
      scroll={false}
      testid="incidents-page"
      toolbar={
        <SegmentedControl
          size="xs"
          aria-label={t('incident.state')}
          value={shown}
          onChange={setShown}
          data={[
            { value: 'all', label: t('incident.all') },
            { value: 'open', label: t('incident.onlyOpen') },
          ]}
        />
      }
    >
      <Loaded query={query} what={t('nav.incidents')}>
        {(incidents) =>
          incidents.length === 0 ? (
            <EmptyState title={t('incident.none')} hint={t('incident.noneHint')} />
          ) : (
            <DataTable
              label={t('nav.incidents')}
              columns={columns}
              rows={sortIncidents(incidents)}
              rowKey={({ id }) => id}
              onOpen={({ id }) => go(`/${id}`)}
              testid="incidents"
            />
          )
        }
      </Loaded>
    </PageFrame>
  );
}

/** Alarms of one cause, handled and told as one. */
export function IncidentsPage() {
  return (
    <Switch>
      <Route path="/:id">{({ id }) => <IncidentFile key={id} id={id} />}</Route>
      <Route>
        <IncidentList />
      </Route>
    </Switch>
  );
}
