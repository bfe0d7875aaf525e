import type { PlanKind } from './use-plan.ts';

/** One drawing each, 16×16, 1.5 px strokes. */
export const symbolPaths: Readonly<Record<PlanKind, string>> = {
  door: 'M4.5 14V2.5h7V14M2 14h12M9.3 8v.6',
  barrier: 'M3 14V6.5h2.5V14M5.5 8.5l9-5M2 14h5',
  'door-controller': 'M3 3h10v10H3zM6 6h4v4H6z',
  'card-reader': 'M4.5 2h7v12h-7zM6.5 5h3M6.5 7.5h3',
  'face-camera': 'M1.5 4.5h9v7h-9zM10.5 7l4-2v6l-4-2M6 6.6a1 1 0 1 0 0 .1M4.3 10c.3-1.3 3-1.3 3.4 0',
  'anpr-camera': 'M1.5 4.5h9v7h-9zM10.5 7l4-2v6l-4-2M3.5 7h5v2h-5z',
  'dome-camera': 'M2 5h12M3 5a5 5 0 0 0 10 0M8 8.2a1.4 1.4 0 1 0 0-2.8',
  smoke: 'M3 13c0-2 2-2 2-4s-2-2-2-4M8 13c0-2 2-2 2-4s-2-2-2-4M13 13c0-2 2-2 2-4',
  gas: 'M8 1.5c3 3.5 4 5 4 7.5a4 4 0 0 1-8 0c0-2.5 1-4 4-7.5M8 12c1.2 0 2-1 2-2',
  manhole: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M5 6h6M4.5 8h7M5 10h6',
  vibration: 'M1.5 8h2l1.5-4 3 8 2-6 1.5 2h3',
  'water-level': 'M1.5 6c2-2 3.5 2 6.5 0s4.5 2 6.5 0M1.5 11c2-2 3.5 2 6.5 0s4.5 2 6.5 0',
  'help-button': 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 5v6M5 8h6',
  'call-point': 'M2.5 2.5h11v11h-11zM8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  intercom: 'M4 1.5h8v13H4zM6 4h4M6 6h4M8 10.5v1.5',
  lift: 'M3 1.5h10v13H3zM5.5 6.5 8 4l2.5 2.5M5.5 9.5 8 12l2.5-2.5',
  'water-meter': 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 8l2.5-3',
  'parking-bay': 'M2.5 1.5v13M13.5 1.5v13M6.5 12V4h2a2 2 0 0 1 0 4.5h-2',
};

/** How the things of a layer stand together. */
export const layers = ['cameras', 'doors', 'sensors'] as const;
export type Layer = (typeof layers)[number];

export function layerOf(is: 'device' | 'camera' | 'door' | 'barrier'): Layer {
  if (is === 'camera') return 'cameras';
  return is === 'device' ? 'sensors' : 'doors';
}
