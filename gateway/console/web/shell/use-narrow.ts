import { useMediaQuery } from '@mantine/hooks';

/** Whether the page is as narrow as a phone: below 800 px. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 799px)', undefined, { getInitialValueInEffect: false });
}
