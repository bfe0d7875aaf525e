import { type ComponentType, lazy } from 'react';
import type { TextKey } from '../locales/texts.ts';

/** A part of the gateway's page that another room brings, in a chunk of its own. */
export interface GatewayPanel {
  name: TextKey;
  Content: ComponentType<{ gateway: string }>;
}

export const lazyPanel = (
  name: TextKey,
  load: () => Promise<{ default: ComponentType<{ gateway: string }> }>,
): GatewayPanel => ({ name, Content: lazy(load) });

/** In the order in which they stand below the gateway's state. */
export const gatewayPanels: readonly GatewayPanel[] = [
  lazyPanel('command.title', () => import('../command/command-panel.tsx').then((m) => ({ default: m.CommandPanel }))),
  lazyPanel('devices.title', () => import('../devices/device-panel.tsx').then((m) => ({ default: m.DevicePanel }))),
  lazyPanel('health.chart', () => import('../health/health-charts.tsx').then((m) => ({ default: m.HealthCharts }))),
  lazyPanel('health.proof', () => import('../health/proof-panel.tsx').then((m) => ({ default: m.ProofPanel }))),
];
