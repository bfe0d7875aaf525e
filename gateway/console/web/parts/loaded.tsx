import type { ReactNode } from 'react';
import { useTexts } from '../locales/i18n.ts';
import { ErrorState } from './error-state.tsx';
import { LoadingWords } from './loading-words.tsx';

export interface LoadedProps<Data> {
  /** What `api.useQuery` gives. */
  query: {
    data: Data | undefined;
    error: unknown;
    refetch(): unknown;
  };
  /** What is read, as a noun: "Doors". */
  what: string;
  stillWorks?: string;
  children(data: Data): ReactNode;
}

/** The answer of a query; until it is there words on the wait, and what failed when it failed. Old data stays on a failed renewal. */
export function Loaded<Data>({ query, what, stillWorks, children }: LoadedProps<Data>) {
  const { t } = useTexts();
  const { data, error } = query;
  return (
    <>
      {error !== null && error !== undefined && (
        <ErrorState
          what={t('parts.notRead', { what })}
          error={error}
          {...(stillWorks !== undefined && { stillWorks })}
          onRetry={() => void query.refetch()}
        />
      )}
      {data !== undefined ? children(data) : !error && <LoadingWords what={what} />}
    </>
  );
}
