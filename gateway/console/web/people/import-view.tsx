import { Button, Checkbox, Progress, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, api, gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Loaded } from '../parts/loaded.tsx';
import classes from './person.module.css';

export type Import = Answer<'/api/imports/{id}'>;

const leastReason = 4;

/** Every problem by row and column; the first thousand of them, which is more than anybody mends by hand. */
function Problems({ view }: { view: Import }) {
  const { t, name } = useTexts();
  const init = { params: { path: { id: view.id }, query: { limit: 1000 } } };
  const problems = api.useQuery('get', '/api/imports/{id}/problems', init, { staleTime: Number.POSITIVE_INFINITY });
  return (
    <Loaded query={problems} what={t('exchange.problems')}>
      {(found) =>
        found.problems.length > 0 && (
          <div style={{ height: 320, display: 'flex', flexDirection: 'column' }}>
            <DataTable
              label={t('exchange.problems')}
              columns={[
                { key: 'row', head: t('exchange.row'), width: '72px', align: 'right', cell: ({ row }) => row || '–' },
                {
                  ...{ key: 'column', head: t('exchange.column'), width: '28%' },
                  cell: ({ heading, column }) => (heading ? name(heading) : (column ?? '–')),
                },
                {
                  ...{ key: 'what', head: t('exchange.what') },
                  cell: ({ message, severity }) => (
                    <span className={classes.state} data-bad={severity === 'error'}>
                      {name(message)}
                    </span>
                  ),
                },
              ]}
              rows={found.problems.map((problem, at) => ({ ...problem, at }))}
              rowKey={({ at }) => String(at)}
              testid="import-problems"
            />
            {found.more && <p className={classes.none}>{t('exchange.moreProblems')}</p>}
          </div>
        )
      }
    </Loaded>
  );
}

function Counts({ view }: { view: Import }) {
  const { t } = useTexts();
  const { people, rows, badRows, errors, warnings } = view;
  return (
    <p className={classes.none} data-testid="import-counts">
      {t('exchange.counts', { rows, added: people.new, changed: people.changed, same: people.unchanged })}{' '}
      {errors > 0 && <strong>{t('exchange.bad', { rows: badRows, errors })}</strong>}{' '}
      {warnings > 0 && t('exchange.warnings', { n: warnings })}
    </p>
  );
}

function Apply({ view, onChange }: { view: Import; onChange(): void }) {
  const { t, code } = useTexts();
  const [reason, setReason] = useState('');
  const [skip, setSkip] = useState(false);
  const applying = useMutation({
    mutationFn: () =>
      gateway.POST('/api/imports/{id}/apply', {
        params: { path: { id: view.id } },
        body: { reason: reason.trim(), skipBadRows: skip },
      }),
    onSettled: onChange,
  });
  const nothing = view.people.new + view.people.changed === 0;
  const ready = reason.trim().length >= leastReason && !nothing && (view.badRows === 0 || skip);
  return (
    <div className={classes.item}>
      {view.badRows > 0 && (
        <Checkbox
          label={t('exchange.skip', { n: view.badRows })}
          checked={skip}
          data-testid="import-skip"
          onChange={(event) => setSkip(event.currentTarget.checked)}
        />
      )}
      <TextInput
        label={t('parts.reason')}
        description={t('parts.noNames')}
        value={reason}
        maxLength={300}
        className={classes.main}
        data-testid="import-reason"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        color="dark"
        disabled={!ready || applying.isPending}
        data-testid="import-apply"
        onClick={() => applying.mutate()}
      >
        {t('exchange.apply')}
      </Button>
      {nothing && <span className={classes.state}>{t('exchange.nothing')}</span>}
      {applying.error && (
        <span className={classes.problem} role="alert">
          {t('record.failed', { reason: code('reason', problemCode(applying.error)) })}
        </span>
      )}
    </div>
  );
}

/** One import: how far it is, what it would do, what is wrong with it; then applied or forgotten. */
export function ImportView({ view, onChange, onGone }: { view: Import; onChange(): void; onGone(): void }) {
  const { t, code } = useTexts();
  const { state, progress, failure } = view;
  const isWorking = state === 'reading' || state === 'checking' || state === 'applying';
  const cancelling = useMutation({
    mutationFn: () => gateway.DELETE('/api/imports/{id}', { params: { path: { id: view.id } } }),
    onSettled: onGone,
  });
  return (
    <div data-testid="import-view" data-state={state}>
      <p className={classes.none} role="status">
        <strong>{t(`importState.${state}`)}</strong>
        {failure !== undefined && ` ${t('record.failed', { reason: code('reason', failure) })}`}
      </p>
      {isWorking && <Progress value={progress * 100} color="gray" aria-label={t(`importState.${state}`)} m="xs" />}
      {!isWorking && <Counts view={view} />}
      {!isWorking && <Problems view={view} />}
      {state === 'checked' && <Apply view={view} onChange={onChange} />}
      {(state === 'checked' || state === 'failed') && (
        <div className={classes.item}>
          <Button size="xs" variant="default" data-testid="import-cancel" onClick={() => cancelling.mutate()}>
            {t('exchange.forget')}
          </Button>
        </div>
      )}
    </div>
  );
}
