import type { RolloutTarget } from '../../rollout/find-targets.ts';
import { siteZone } from '../../rollout/rollout-store.ts';
import type { RolloutView } from '../../rollout/rollout-views.ts';

/** What the wizard asks, as it is typed. */
export interface Draft {
  title: string;
  release: string;
  whom: 'fleet' | 'site' | 'chosen';
  site: string;
  ids: string;
  percents: string;
  success: number;
  error: number;
  open: number;
  silentMin: number;
  healthS: number;
  /** As `datetime-local` gives it; empty for at once. */
  from: string;
  hasWindow: boolean;
  windowFrom: string;
  windowTo: string;
  zone: string;
  hasShadow: boolean;
  samples: number;
  agreement: number;
  slower: number;
}

export const firstDraft = (): Draft => ({
  ...{ title: '', release: '', whom: 'fleet', site: '', ids: '', percents: '5 15 30 50' },
  ...{ success: 90, error: 3, open: 2, silentMin: 60, healthS: 300, from: '', hasWindow: false },
  ...{ windowFrom: '01:00', windowTo: '05:00', zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  ...{ hasShadow: true, samples: 500, agreement: 97, slower: 1.5 },
});

const words = (text: string) => text.split(/[\s,，、]+/).filter((word) => word !== '');

export function toTarget({ whom, site, ids }: Draft): RolloutTarget {
  if (whom === 'site') return { sites: words(site) };
  return whom === 'chosen' ? { gateways: words(ids) } : { layer: 'fleet' };
}

export function toTerms(draft: Draft, isModel: boolean): RolloutView['terms'] {
  const { from, hasWindow, windowFrom, windowTo, zone, hasShadow, samples, agreement, slower } = draft;
  return {
    percents: words(draft.percents).map(Number),
    successShare: draft.success / 100,
    errorShare: draft.error / 100,
    openShare: draft.open / 100,
    silentAfterS: draft.silentMin * 60,
    healthS: draft.healthS,
    ...(from !== '' && { notBeforeMs: new Date(from).getTime() }),
    ...(hasWindow && { window: { from: windowFrom, to: windowTo, timeZone: zone.trim() || siteZone } }),
    ...(isModel && hasShadow && { shadow: { samples, minAgreement: agreement / 100, maxLatencyRatio: slower } }),
  };
}
