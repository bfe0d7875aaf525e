import type { ComponentType } from 'react';
import type { IconName } from '../../../gateway/console/web/parts/icons.tsx';
import type { Permission } from '../../tenancy/access.ts';
import { FleetPage } from '../fleet/fleet-page.tsx';
import type { TextKey } from '../locales/texts.ts';

export const pageGroups = ['watch', 'change', 'system'] as const;
export type PageGroup = (typeof pageGroups)[number];

export interface Page {
  /** Below the `#` of the address; what follows it is the page's own business. */
  path: `/${string}`;
  text: TextKey;
  icon: IconName;
  group: PageGroup;
  /** Pressed after `g`; without one the page is reached from another page only and stands in no list. */
  key?: string;
  /** Whoever may do one of these anywhere may see it; without any, everybody who is signed in. */
  needs?: readonly Permission[];
  /** In a chunk of its own, but for the first. */
  load: () => Promise<{ default: ComponentType }>;
}

/** Every page of the operator's console, in the order of the navigation. */
export const pages: readonly Page[] = [
  {
    ...{ path: '/', text: 'nav.fleet', icon: 'system', group: 'watch', key: 'f' },
    load: async () => ({ default: FleetPage }),
  },
  {
    ...{ path: '/gateways', text: 'nav.gateway', icon: 'system', group: 'watch' },
    load: () => import('../gateway/gateway-page.tsx').then((m) => ({ default: m.GatewayPage })),
  },
  {
    ...{ path: '/alarms', text: 'nav.alarms', icon: 'alarm', group: 'watch', key: 'a' },
    load: () => import('../alarms/alarms-page.tsx').then((m) => ({ default: m.AlarmsPage })),
  },
  {
    ...{ path: '/map', text: 'nav.map', icon: 'map', group: 'watch', key: 'm' },
    load: () => import('../map/map-page.tsx').then((m) => ({ default: m.MapPage })),
  },
  {
    ...{ path: '/health', text: 'health.title', icon: 'health', group: 'watch', key: 'h' },
    load: () => import('../health/health-page.tsx').then((m) => ({ default: m.HealthPage })),
  },
  {
    ...{ path: '/commands', text: 'command.title', icon: 'door', group: 'change', key: 'c' },
    load: () => import('../command/commands-page.tsx').then((m) => ({ default: m.CommandsPage })),
  },
  {
    ...{ path: '/settings', text: 'nav.settings', icon: 'settings', group: 'change', key: 's' },
    load: () => import('../twin/settings-page.tsx').then((m) => ({ default: m.SettingsPage })),
  },
  {
    ...{ path: '/rollouts', text: 'nav.rollouts', icon: 'download', group: 'change', key: 'r' },
    load: () => import('../rollout/rollout-page.tsx').then((m) => ({ default: m.RolloutPage })),
  },
  {
    ...{ path: '/shares', text: 'exports.title', icon: 'forward', group: 'change', key: 'x', needs: ['shares.decide'] },
    load: () => import('../exports/exports-page.tsx').then((m) => ({ default: m.ExportsPage })),
  },
  {
    ...{ path: '/audit', text: 'nav.audit', icon: 'ledger', group: 'system', key: 'b', needs: ['audit.read'] },
    load: () => import('../audit/audit-page.tsx').then((m) => ({ default: m.AuditPage })),
  },
  {
    ...{ path: '/retention', text: 'retention.title', icon: 'shift', group: 'system', key: 'k', needs: ['audit.read'] },
    load: () => import('../retention/retention-page.tsx').then((m) => ({ default: m.RetentionPage })),
  },
  {
    ...{ path: '/tenancy', text: 'tenancy.title', icon: 'people', group: 'system', key: 't' },
    load: () => import('../tenancy/tenancy-page.tsx').then((m) => ({ default: m.TenancyPage })),
  },
];

/** The page that an address of the console belongs to. */
export function pageAt(location: string): Page | undefined {
  const first = `/${location.split('/')[1] ?? ''}`;
  return pages.find(({ path }) => path === first);
}

/** Whether somebody may see a page. */
export function maySee(page: Page, may: (permission: Permission) => boolean): boolean {
  return page.needs === undefined || page.needs.some(may);
}
