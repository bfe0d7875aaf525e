import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../locales/i18n.ts';
import { useNarrow } from '../shell/use-narrow.ts';

/** What narrows a list down; on a phone it is folded away, so that the list is what one sees. */
export function Filters({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  if (!narrow) return children;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-expanded={open}
        data-testid="filters"
        onClick={() => setOpen(!open)}
        style={{ flexBasis: '100%' }}
      >
        {t(open ? 'parts.foldFilters' : 'parts.showFilters')}
      </Button>
      {open && children}
    </>
  );
}
