import type { ReactNode } from 'react';
import { LoadingWords } from '../../../gateway/console/web/parts/loading-words.tsx';
import { useTexts } from '../locales/texts.ts';
import { ErrorState } from './error-state.tsx';

export interface LoadedProps<Data> {
  /** What `api.useQuery` gives. */
  query: { data: Data | undefined; error: unknown; refetch(): unknown };
  /** What is read, as a noun: "Rollouts". */
  what: string;
  stillWorks?: string;
  children(data: Data): ReactNode;
}

/** The answer of a query; until it is there words on the wait, and what failed when it failed. Old data stays on a failed renewal. */
export function Loaded<Data>({ query, what, stillWorks, children }: LoadedProps<Data>) {
  const { t } = useTexts();
  const { data, error } = query;
  const failed = error !== null && error !== undefined;
  return (
    <>
      {failed && (
        <ErrorState
          what={t('parts.notRead', { what })}
          error={error}
          {...(stillWorks !== undefined && { stillWorks })}
          onRetry={() => void query.refetch()}
        />
      )}
      {data !== undefined ? children(data) : !failed && <LoadingWords what={what} />}
    </>
  );
}
