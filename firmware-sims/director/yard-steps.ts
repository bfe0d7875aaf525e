import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { WatchRule } from '../../devices/contracts/camera-scene.ts';
import type { Title } from '../../devices/contracts/place.ts';
import { carPaints } from '../camera/car-drawing.ts';
import type { YardActor } from '../camera/scene.ts';
import { pause } from '../device/sim-clock.ts';
import type { YardStep } from './plan-step.ts';
import type { Stage } from './stage.ts';

interface Deed {
  /** The rule that is broken by it, and the alarm of that rule. */
  rule: WatchRule['kind'];
  alarm: AlarmType;
  says: Title;
  /** Long enough for the demo's rules, wherever it is not said how long. */
  usualMs: number;
}

export const yardDeeds: Readonly<Record<YardStep['do'], Deed>> = {
  intrude: {
    rule: 'intrusion',
    alarm: 'intrusion',
    says: { zh: '有人走进禁入区域', en: 'somebody walks into the closed area' },
    usualMs: 8000,
  },
  loiter: {
    rule: 'loitering',
    alarm: 'loitering',
    says: { zh: '有人在此徘徊不去', en: 'somebody hangs about' },
    usualMs: 30_000,
  },
  'block-fire-lane': {
    rule: 'fire-lane',
    alarm: 'fire-lane-blocked',
    says: { zh: '一辆车停在消防通道上', en: 'a car stops on the fire lane' },
    usualMs: 25_000,
  },
  'bring-e-bike': {
    rule: 'e-bike-in-lift',
    alarm: 'e-bike-in-lift',
    says: { zh: '有人把电动自行车推进电梯', en: 'somebody pushes an e-bike into the lift' },
    usualMs: 8000,
  },
};

/** Somebody does before an overview camera what its rules forbid, and goes again. */
export async function actInYard(stage: Stage, step: YardStep): Promise<void> {
  const { scene, name } = stage.yardOf(step.camera);
  const { alarm, says } = yardDeeds[step.do];
  stage.say({ zh: `${name.zh}：${says.zh}`, en: `${name.en}: ${says.en}` });
  stage.score.begin({ kind: 'alarm', target: step.camera, expect: 'alarm', alarmType: alarm }).over();
  try {
    await scene.enter(drawActor(stage, step));
    await pause(step.forMs, stage.signal);
    await scene.leave();
    stage.say({ zh: `${name.zh}：已离开`, en: `${name.en}: gone again` });
  } finally {
    scene.clear();
  }
}

/** Somebody of those whom the register does not know. */
function drawActor({ random, cast, photo }: Stage, step: YardStep): YardActor {
  if (step.do === 'block-fire-lane') return { kind: 'car', paint: random.pick(carPaints) };
  const person = photo(random.pick(cast.strangers));
  return step.do === 'bring-e-bike' ? { kind: 'e-bike', person } : { kind: 'person', person };
}

/** Everything that can be done before a camera that watches for it. */
export function possibleDeeds({ site, cameras }: Pick<Stage, 'site' | 'cameras'>): YardStep[] {
  const watched = site.cameras.filter(({ id }) => cameras.yardScenes.has(id));
  return (Object.keys(yardDeeds) as YardStep['do'][]).flatMap((deed) => {
    const { rule, usualMs } = yardDeeds[deed];
    const seenBy = watched.filter(({ scene }) => scene?.rules?.some(({ kind }) => kind === rule));
    return seenBy.map(({ id }): YardStep => ({ do: deed, camera: id, forMs: usualMs }));
  });
}
