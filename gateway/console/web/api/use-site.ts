import { createContext, useContext } from 'react';
import type { Overview } from './overview.ts';
import type { LiveState } from './use-overview.ts';

/** What is known of the site now, and whether the gateway still tells. */
export interface Site {
  overview: Overview;
  live: LiveState;
}

export const SiteContext = createContext<Site | undefined>(undefined);

/** The overview, kept up to date by the stream of changes; for every page. */
export function useSite(): Site {
  const site = useContext(SiteContext);
  if (!site) throw new Error('the site is not read yet here');
  return site;
}
