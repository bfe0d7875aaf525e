import type { CameraScene } from '../../devices/contracts/camera-scene.ts';

/**
 * What is drawn on the pictures of Linden Court's overview cameras, and watched. Times are short, so that somebody who looks at
 * the demo sees something happen; a real compound gives a car minutes and a neighbour an evening.
 */
export const courtScenes: Readonly<Record<string, CameraScene>> = {
  'cam-playground': {
    areas: [
      {
        id: 'pump-house',
        name: { zh: '水泵房门前', en: 'Pump house door' },
        polygon: [
          [0.03, 0.68],
          [0.25, 0.68],
          [0.27, 0.9],
          [0, 0.9],
        ],
      },
      {
        id: 'play-area',
        name: { zh: '游乐区', en: 'Play area' },
        polygon: [
          [0.3, 0.6],
          [0.92, 0.6],
          [1, 0.95],
          [0.3, 0.95],
        ],
      },
    ],
    rules: [
      { kind: 'intrusion', area: 'pump-house' },
      { kind: 'intrusion', area: 'play-area', during: [{ from: '22:00', to: '06:00' }] },
    ],
  },
  'cam-fire-lane': {
    areas: [
      {
        id: 'lane',
        name: { zh: '消防通道', en: 'Fire lane' },
        polygon: [
          [0.38, 0.58],
          [0.62, 0.58],
          [0.88, 0.98],
          [0.12, 0.98],
        ],
      },
    ],
    rules: [{ kind: 'fire-lane', area: 'lane', warnAfterS: 8, alarmAfterS: 15 }],
  },
  'cam-car-park': {
    // The window of a ground-floor flat.
    masks: [
      [
        [0.46, 0.245],
        [0.59, 0.245],
        [0.59, 0.395],
        [0.46, 0.395],
      ],
    ],
    areas: [
      {
        id: 'bays',
        name: { zh: '车位', en: 'Parking bays' },
        polygon: [
          [0.4, 0.7],
          [0.85, 0.7],
          [0.95, 0.98],
          [0.35, 0.98],
        ],
      },
    ],
    rules: [{ kind: 'loitering', area: 'bays', afterS: 20 }],
  },
  'cam-b2-lift': { rules: [{ kind: 'e-bike-in-lift' }] },
};
