import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { type Answer, api, gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { PlanMap } from '../map/plan-map.tsx';
import { BackLink } from '../parts/back-link.tsx';
import { csvCell } from '../parts/csv-cell.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { type Deed, DeedDialog } from '../parts/deed-dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { formatClock, siteTimeText } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { saveText } from '../parts/save-text.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import { PassageDetail } from '../passages/passage-detail.tsx';
import passages from '../passages/passages.module.css';
import { isOpen } from './case-list.tsx';
import { useCases } from './use-cases.ts';

type Step = Answer<'/api/cases/{id}/trajectory'>['steps'][number];

function useColumns(): Column<Step>[] {
  const { t, name, code } = useTexts();
  const nowMs = useSiteNow();
  return [
    { key: 'at', head: t('passages.at'), width: '132px', cell: ({ atMs }: Step) => formatClock(atMs, nowMs) },
    {
      ...{ key: 'place', head: t('passages.place') },
      cell: ({ ring, placeName, side }: Step) => (
        <>
          {ring && <RingBadge ring={ring} size={14} />} {name(placeName)} {side && `· ${t(`side.${side}`)}`}
        </>
      ),
    },
    {
      key: 'method',
      head: t('passages.method'),
      width: '96px',
      wideOnly: true,
      cell: ({ method }: Step) => code('passage', method),
    },
    {
      ...{ key: 'outcome', head: t('passages.outcome'), width: '28%' },
      cell: ({ outcome, reason }: Step) =>
        `${code('passage', outcome)}${reason === 'granted' ? '' : ` · ${code('reason', reason)}`}`,
    },
  ];
}

/** Opaque ids and places; nobody else is in it. */
function toCsv(steps: readonly Step[], name: (title: Step['placeName']) => string): string {
  const head = ['time', 'ring', 'place', 'side', 'method', 'outcome', 'reason', 'passage'];
  const rows = steps.map((step) =>
    [
      siteTimeText(step.atMs),
      step.ring ?? '',
      name(step.placeName),
      step.side ?? '',
      step.method,
      step.outcome,
      step.reason,
      step.id,
    ]
      .map(csvCell)
      .join(','),
  );
  return `\uFEFF${[head.join(','), ...rows].join('\r\n')}\r\n`;
}

/** The steps as a table; one opens with its rules, its alarms and their pictures. */
function StepTable({ steps }: { steps: Step[] }) {
  const { t } = useTexts();
  const columns = useColumns();
  const [open, setOpen] = useState<Step>();
  return (
    <div className={passages.split}>
      <DataTable
        label={t('cases.way')}
        columns={columns}
        rows={steps}
        rowKey={({ id: step }) => step}
        current={open?.id}
        onOpen={(step) => setOpen(step)}
        testid="way"
      />
      {open && (
        <PassageDetail
          key={open.id}
          passage={{
            ...open,
            ...{ ring: open.ring ?? 1, source: open.place, sourceName: open.placeName },
            outcome: open.outcome === 'granted' || open.outcome === 'denied' ? open.outcome : 'ask-guard',
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

function StepMap({ steps }: { steps: Step[] }) {
  const { code, language } = useTexts();
  const passed = useMemo(
    () =>
      steps.map(({ place, atMs, placeName, outcome }) => ({
        ...{ place, atMs },
        label: `${placeName[language]} · ${code('passage', outcome)}`,
      })),
    [steps, code, language],
  );
  return <PlanMap steps={passed} />;
}

/** The way of the case's subject in the order of time, in a table or on the map. */
function Way({ id }: { id: string }) {
  const { t, name } = useTexts();
  const [view, setView] = useState<'list' | 'map'>('list');
  const once = { staleTime: Number.POSITIVE_INFINITY, retry: false, gcTime: 0 } as const;
  const way = api.useQuery('get', '/api/cases/{id}/trajectory', { params: { path: { id } } }, once);
  const views = (['list', 'map'] as const).map((value) => ({ value, label: t(`cases.${value}`) }));
  return (
    <Loaded query={way} what={t('cases.way')}>
      {({ steps, more }) =>
        steps.length === 0 ? (
          <EmptyState title={t('cases.noSteps')} hint={t('cases.noStepsHint')} testid="no-steps" />
        ) : (
          <div className={passages.page}>
            <div className={passages.head}>
              <SegmentedControl
                size="xs"
                value={view}
                aria-label={t('cases.way')}
                data={views}
                data-testid="way-view"
                onChange={(value) => setView(value === 'map' ? 'map' : 'list')}
              />
              <span className={passages.note}>
                {t('cases.steps', { n: steps.length })} {more && t('cases.moreSteps')}
              </span>
              <Button
                size="xs"
                variant="default"
                data-testid="save-way"
                onClick={() => saveText(`${id}.csv`, 'text/csv', toCsv(steps, name))}
              >
                {t('cases.save')}
              </Button>
            </div>
            {view === 'map' ? <StepMap steps={steps} /> : <StepTable steps={steps} />}
          </div>
        )
      }
    </Loaded>
  );
}

/** Whether this case is still open; undefined until that is known. */
function useIsOpen(id: string): boolean | undefined {
  const nowMs = useSiteNow();
  const { data } = useCases();
  const one = data?.cases.find((each) => each.id === id);
  return data && (one ? isOpen(one, nowMs) : false);
}

/**
 * One approved case: nothing is shown before it is asked for, each look is in the ledger, and nothing is left on the screen once
 * its time is over or somebody has closed it.
 */
export function CasePage({ id }: { id: string }) {
  const { t } = useTexts();
  const open = useIsOpen(id);
  const { may } = useSession();
  const [, go] = useLocation();
  const [shown, setShown] = useState(false);
  const [deed, setDeed] = useState<Deed>();
  const close: Deed = {
    title: t('cases.close'),
    hint: t('cases.closeHint'),
    submit: t('cases.close'),
    held: true,
    send: () => gateway.POST('/api/cases/{id}/close', { params: { path: { id } } }),
    done: () => go('/'),
  };
  const actions = open !== false && may('cases.request') && (
    <Button size="xs" variant="default" data-testid="close-case" onClick={() => setDeed(close)}>
      {t('cases.close')}
    </Button>
  );
  return (
    <PageFrame title={t('cases.one')} actions={actions} toolbar={<BackLink />} scroll={false} testid="case-page">
      {open === false && <EmptyState title={t('cases.ended')} hint={t('cases.endedHint')} testid="case-ended" />}
      {open !== false && shown && <Way id={id} />}
      {open !== false && !shown && (
        <EmptyState title={t('cases.before')} hint={t('cases.beforeHint')}>
          <Button variant="default" autoFocus data-testid="show-way" onClick={() => setShown(true)}>
            {t('cases.show')}
          </Button>
        </EmptyState>
      )}
      <DeedDialog deed={deed} onClose={() => setDeed(undefined)} />
    </PageFrame>
  );
}
