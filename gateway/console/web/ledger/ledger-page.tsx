import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gateway } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { DataTable } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { siteTimeText } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { saveText } from '../parts/save-text.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { actorWords, deedWords, type Entry, toCsv, whyWords } from './entry-words.ts';
import classes from './ledger.module.css';
import { type Asked, LedgerFilters } from './ledger-filters.tsx';
import { useKnownNames } from './use-known-names.ts';
import { VerifyLine } from './verify-line.tsx';

const pageSize = 200;

/** Page after page, older and older. A look is noted in the ledger, so that none is repeated by itself. */
function useEntries(asked: Asked) {
  return useInfiniteQuery({
    queryKey: ['ledger', asked],
    queryFn: async ({ pageParam }) => {
      const query = { ...asked, limit: pageSize, ...(pageParam !== undefined && { beforeSeq: pageParam }) };
      return (await gateway.GET('/api/ledger', { params: { query } })).data!;
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false, refetchOnWindowFocus: false },
  });
}

function useEntryColumns() {
  const texts = useTexts();
  const nameOf = useKnownNames();
  const { t } = texts;
  return [
    { key: 'when', head: t('ledger.when'), cell: ({ atMs }: Entry) => siteTimeText(atMs), width: '11.5em' },
    { key: 'who', head: t('ledger.who'), cell: (entry: Entry) => actorWords(entry, texts), width: '9em' },
    {
      key: 'what',
      head: t('ledger.what'),
      cell: (entry: Entry) => (
        <>
          {deedWords(entry, texts)}{' '}
          {entry.subject && (
            <span className={classes.dim}>{t('ledger.about', { id: nameOf(entry.subject) ?? entry.subject })}</span>
          )}
        </>
      ),
    },
    { key: 'why', head: t('ledger.why'), cell: (entry: Entry) => whyWords(entry, texts), wideOnly: true },
    { key: 'seq', head: '#', cell: ({ seq }: Entry) => seq, align: 'right' as const, width: '5em', wideOnly: true },
  ];
}

/** Who did what to whom, when and why: for those who check it. */
export function LedgerPage() {
  const { t } = useTexts();
  const [asked, setAsked] = useState<Asked>({});
  const [open, setOpen] = useState<Entry>();
  const columns = useEntryColumns();
  const query = useEntries(asked);
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <PageFrame
      title={t('nav.ledger')}
      testid="ledger-page"
      scroll={false}
      toolbar={<LedgerFilters onAsked={setAsked} />}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          disabled={entries.length === 0}
          onClick={() => saveText(`ledger-${entries.at(-1)?.seq}-${entries[0]?.seq}.csv`, 'text/csv', toCsv(entries))}
          data-testid="ledger-save"
        >
          {t('ledger.copy')}
        </Button>
      }
    >
      <div className={classes.body}>
        <VerifyLine />
        <Loaded query={query} what={t('nav.ledger')}>
          {() =>
            entries.length === 0 ? (
              <EmptyState title={t('ledger.empty')} hint={t('ledger.emptyHint')} />
            ) : (
              <div className={classes.table}>
                <DataTable
                  label={t('nav.ledger')}
                  columns={columns}
                  rows={entries}
                  rowKey={({ seq }) => String(seq)}
                  current={open && String(open.seq)}
                  onOpen={(entry: Entry) => setOpen(entry)}
                  testid="ledger"
                />
              </div>
            )
          }
        </Loaded>
        {query.hasNextPage && (
          <Button
            variant="default"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
            data-testid="ledger-more"
          >
            {t('ledger.more')}
          </Button>
        )}
      </div>
      {open && <EntryDialog entry={open} onClose={() => setOpen(undefined)} />}
    </PageFrame>
  );
}
