import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { CameraScene } from '../../../devices/contracts/camera-scene.ts';
import { parseSiteText } from '../../../gateway/register/site/site-file.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const name = { zh: '草坪', en: 'Lawn' };
const lawn = {
  id: 'lawn',
  name,
  polygon: [
    [0.1, 0.1],
    [0.9, 0.1],
    [0.5, 0.9],
  ] as [number, number][],
};
const step = { id: 'step', name, from: [0.1, 0.5] as [number, number], to: [0.9, 0.5] as [number, number] };

/** What the operator reads of a site file whose one camera has this scene. */
function problemOf(scene: CameraScene, timezone = 'Asia/Shanghai'): string {
  const site = smallSite({
    cameras: [{ id: 'dome', kind: 'dome-camera', ring: 2, zone: 'yard', name, url: 'rtsp://camera/1', scene }],
  });
  try {
    parseSiteText(stringify({ ...site, site: { ...site.site, timezone } }), 'site.yaml');
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

test('a scene whose rules name its own areas and lines and a door of the site is taken', () => {
  const rules: CameraScene['rules'] = [
    { kind: 'intrusion', area: 'lawn', during: [{ from: '22:00', to: '06:00' }] },
    { kind: 'tailgating', line: 'step', direction: 'left-to-right', door: 'u1-door' },
    { kind: 'e-bike-in-lift' },
    { kind: 'falling-object', area: 'lawn', storeyHeight: 0.08, topStoreyHeight: 0.05, lowestFloor: 2 },
  ];
  expect(problemOf({ areas: [lawn], lines: [step], rules })).toBe('accepted');
});

test.each([
  [{ areas: [lawn], rules: [{ kind: 'loitering', area: 'loan' }] }, 'the area "loan"'],
  [{ lines: [step], rules: [{ kind: 'line-crossing', line: 'lawn', direction: 'either' }] }, 'the line "lawn"'],
  [
    { lines: [step], rules: [{ kind: 'tailgating', line: 'step', direction: 'left-to-right', door: 'dome' }] },
    'the door "dome"',
  ],
  [
    {
      areas: [lawn],
      rules: [{ kind: 'falling-object', area: 'lawn', storeyHeight: 0.08, lowestFloor: 1, groundArea: 'path' }],
    },
    'the area "path"',
  ],
  [
    { areas: [lawn], rules: [{ kind: 'falling-object', area: 'lawn', storeyHeight: 0.4, lowestFloor: 1 }] },
    'fewer than 2.5 storeys',
  ],
  [{ areas: [lawn, { ...lawn }] }, 'two areas or lines with the id "lawn"'],
  [{ areas: [lawn], lines: [{ ...step, id: 'lawn' }] }, 'two areas or lines with the id "lawn"'],
  [{ lines: [{ ...step, to: step.from }] }, 'begins and ends at the same point'],
  [
    {
      areas: [
        {
          ...lawn,
          polygon: [
            [0.1, 0.1],
            [0.5, 0.5],
            [0.9, 0.9],
          ],
        },
      ],
    },
    'has no surface',
  ],
  [{ areas: [lawn], rules: [{ kind: 'fire-lane', area: 'lawn', alarmAfterS: 100 }] }, 'alarmAfterS must be more'],
] as [CameraScene, string][])(
  'a scene that cannot be watched is refused, with the camera and what is wrong: %#',
  (scene, problem) => {
    expect(problemOf(scene)).toContain(problem);
    expect(problemOf(scene)).toContain('"dome"');
  },
);

test('a time zone that nobody knows is refused when the file is read, not at the first night', () => {
  expect(problemOf({}, 'Asia/Lawn')).toContain('"Asia/Lawn" is not a time zone');
});
