import { Button, FileInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gateway } from '../api/api.ts';
import { problemCode, readProblem } from '../api/api-problem.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { Section } from '../parts/section.tsx';
import { type Import, ImportView } from './import-view.tsx';
import classes from './person.module.css';

const csvType = 'text/csv';
const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const working = new Set<Import['state']>(['reading', 'checking', 'applying']);

/** Up to 64 MB: longer than the client of the other questions waits. */
async function upload(file: File): Promise<Import> {
  const type = /\.xlsx$/i.test(file.name) ? excelType : csvType;
  const response = await fetch('/api/imports', {
    method: 'POST',
    headers: { 'content-type': type },
    body: file,
    credentials: 'same-origin',
  });
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as Import;
}

function useImport(id: string | undefined) {
  return useQuery({
    queryKey: ['import', id],
    queryFn: async () => (await gateway.GET('/api/imports/{id}', { params: { path: { id: id ?? '' } } })).data ?? null,
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && working.has(state.data.state) ? 700 : false),
  });
}

function Upload() {
  const { t, code } = useTexts();
  const [id, setId] = useState<string>();
  const sending = useMutation({ mutationFn: upload, onSuccess: (begun) => setId(begun.id) });
  const known = useImport(id);
  const view = known.data ?? (sending.data?.id === id ? sending.data : undefined);
  return (
    <Section padded={false} title={t('exchange.in')} testid="import">
      <div className={classes.item}>
        <FileInput
          label={t('exchange.file')}
          placeholder={t('exchange.choose')}
          description={t('exchange.fileHint')}
          accept={`.csv,.xlsx,${csvType},${excelType}`}
          clearable
          clearButtonProps={{ 'aria-label': t('exchange.forget') }}
          disabled={sending.isPending}
          className={classes.main}
          data-testid="import-file"
          onChange={(file) => {
            setId(undefined);
            if (file) sending.mutate(file);
          }}
        />
        <a href="/api/imports/template.xlsx" download data-testid="import-template">
          {t('exchange.template')}
        </a>
      </div>
      {sending.isPending && <p className={classes.none}>{t('exchange.uploading')}</p>}
      {sending.error && (
        <p className={`${classes.none} ${classes.problem}`} role="alert" data-testid="import-problem">
          {t('record.failed', { reason: code('reason', problemCode(sending.error)) })}
        </p>
      )}
      {view && (
        <ImportView
          view={view}
          onChange={() => void known.refetch()}
          onGone={() => {
            setId(undefined);
            sending.reset();
          }}
        />
      )}
    </Section>
  );
}

function Export() {
  const { t } = useTexts();
  const [kind, setKind] = useState<'csv' | 'xlsx'>();
  return (
    <Section padded={false} title={t('exchange.out')} testid="export">
      <div className={classes.item}>
        <span className={classes.main}>{t('exchange.outHint')}</span>
        {(['csv', 'xlsx'] as const).map((each) => (
          <Button key={each} size="xs" variant="default" data-testid={`export-${each}`} onClick={() => setKind(each)}>
            {each === 'csv' ? 'CSV' : 'Excel'}
          </Button>
        ))}
      </div>
      <ReasonDialog
        opened={kind !== undefined}
        title={t('exchange.out')}
        hint={t('look.recorded')}
        onClose={() => setKind(undefined)}
        onGiven={({ purpose, reason }) => {
          const link = document.createElement('a');
          link.href = `/api/people.${kind ?? 'csv'}?${new URLSearchParams({ purpose, reason })}`;
          link.download = '';
          link.click();
          setKind(undefined);
        }}
      />
    </Section>
  );
}

/** People in and out as a table. */
export function ExchangePage() {
  const { t } = useTexts();
  const { may } = useSession();
  return (
    <PageFrame title={t('exchange.heading')} toolbar={<BackLink />} testid="exchange-page">
      {may('register.import') && <Upload />}
      {may('register.export') && <Export />}
      {!may('register.import') && !may('register.export') && (
        <EmptyState title={t('person.noView')} hint={t('person.noFindHint')} />
      )}
    </PageFrame>
  );
}
