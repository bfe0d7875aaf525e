import type { ComponentType } from 'react';
import type { Permission } from '../../../privacy/roles.ts';
import type { TextKey } from '../locales/i18n.ts';
import type { IconName } from '../parts/icons.tsx';
import { DeskPage } from './desk-page.tsx';

export const pageGroups = ['watch', 'access', 'people', 'duty', 'system'] as const;
export type PageGroup = (typeof pageGroups)[number];

export interface Page {
  /** Below the `#` of the address; what follows it is the page's own business. */
  path: `/${string}`;
  text: TextKey;
  icon: IconName;
  /** Pressed after `g`. */
  key: string;
  group: PageGroup;
  /** Whoever may do one of these may see it; without any, everybody who is signed in. */
  needs?: readonly Permission[];
  /** In a chunk of its own, but for the desk. */
  load: () => Promise<{ default: ComponentType }>;
}

/** Every page of the console, in the order of the navigation. */
export const pages: readonly Page[] = [
  {
    ...{ path: '/', text: 'nav.desk', icon: 'desk', key: 'd', group: 'watch', needs: ['alarms.view'] },
    load: async () => ({ default: DeskPage }),
  },
  {
    ...{ path: '/alarms', text: 'nav.alarms', icon: 'alarm', key: 'a', group: 'watch', needs: ['alarms.view'] },
    load: () => import('../alarms/alarms-page.tsx').then((m) => ({ default: m.AlarmsPage })),
  },
  {
    ...{
      path: '/incidents',
      text: 'nav.incidents',
      icon: 'incident',
      key: 'i',
      group: 'watch',
      needs: ['alarms.view'],
    },
    load: () => import('../incidents/incidents-page.tsx').then((m) => ({ default: m.IncidentsPage })),
  },
  {
    ...{ path: '/map', text: 'nav.map', icon: 'map', key: 'm', group: 'watch', needs: ['alarms.view'] },
    load: () => import('../map/map-page.tsx').then((m) => ({ default: m.MapPage })),
  },
  {
    ...{ path: '/cameras', text: 'nav.cameras', icon: 'camera', key: 'c', group: 'watch', needs: ['cameras.view'] },
    load: () => import('../cameras/cameras-page.tsx').then((m) => ({ default: m.CamerasPage })),
  },
  {
    ...{ path: '/doors', text: 'nav.doors', icon: 'door', key: 'o', group: 'access' },
    needs: ['doors.operate', 'modes.preview'],
    load: () => import('../doors/doors-page.tsx').then((m) => ({ default: m.DoorsPage })),
  },
  {
    ...{ path: '/passages', text: 'nav.passages', icon: 'passages', key: 'p', group: 'access' },
    needs: ['passages.view'],
    load: () => import('../passages/passages-page.tsx').then((m) => ({ default: m.PassagesPage })),
  },
  {
    ...{ path: '/visits', text: 'nav.visits', icon: 'visit', key: 'v', group: 'access' },
    needs: ['visits.request', 'visits.approve', 'visits.handle'],
    load: () => import('../visits/visits-page.tsx').then((m) => ({ default: m.VisitsPage })),
  },
  {
    ...{ path: '/people', text: 'nav.people', icon: 'people', key: 'e', group: 'people' },
    needs: ['people.find', 'register.import'],
    load: () => import('../people/people-page.tsx').then((m) => ({ default: m.PeoplePage })),
  },
  {
    ...{ path: '/cases', text: 'nav.cases', icon: 'case', key: 'n', group: 'people' },
    needs: ['cases.request', 'cases.approve', 'cases.view', 'watch.view', 'watch.approve'],
    load: () => import('../cases/cases-page.tsx').then((m) => ({ default: m.CasesPage })),
  },
  {
    ...{ path: '/requests', text: 'nav.requests', icon: 'wrench', key: 'r', group: 'people' },
    needs: ['requests.view', 'figures.read'],
    load: () => import('../requests/requests-page.tsx').then((m) => ({ default: m.RequestsPage })),
  },
  {
    ...{ path: '/shift', text: 'nav.shift', icon: 'shift', key: 's', group: 'duty', needs: ['duty.view'] },
    load: () => import('../shift/shift-page.tsx').then((m) => ({ default: m.ShiftPage })),
  },
  {
    ...{ path: '/patrols', text: 'nav.patrols', icon: 'patrol', key: 't', group: 'duty', needs: ['duty.view'] },
    load: () => import('../patrols/patrols-page.tsx').then((m) => ({ default: m.PatrolsPage })),
  },
  {
    ...{ path: '/drills', text: 'nav.drills', icon: 'drill', key: 'l', group: 'duty', needs: ['duty.view'] },
    load: () => import('../drills/drills-page.tsx').then((m) => ({ default: m.DrillsPage })),
  },
  {
    ...{ path: '/figures', text: 'nav.figures', icon: 'figures', key: 'f', group: 'system', needs: ['figures.read'] },
    load: () => import('../figures/figures-page.tsx').then((m) => ({ default: m.FiguresPage })),
  },
  {
    ...{ path: '/health', text: 'nav.health', icon: 'health', key: 'h', group: 'system' },
    needs: ['system.view'],
    load: () => import('../health/health-page.tsx').then((m) => ({ default: m.HealthPage })),
  },
  {
    ...{ path: '/ledger', text: 'nav.ledger', icon: 'ledger', key: 'b', group: 'system', needs: ['ledger.read'] },
    load: () => import('../ledger/ledger-page.tsx').then((m) => ({ default: m.LedgerPage })),
  },
  {
    ...{ path: '/settings', text: 'nav.settings', icon: 'settings', key: ',', group: 'system' },
    load: () => import('../settings/settings-page.tsx').then((m) => ({ default: m.SettingsPage })),
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
