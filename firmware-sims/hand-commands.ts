import type { Title } from '../devices/contracts/place.ts';
import { drawUnknownCard } from './compound/linden-court-site.ts';
import { isFireLine } from './device/door-machine.ts';
import type { DoorSim } from './device/door-sim.ts';
import { perform } from './director/perform.ts';
import type { YardStep } from './director/plan-step.ts';
import type { Stage } from './director/stage.ts';
import { yardDeeds } from './director/yard-steps.ts';

/** What somebody at the terminal can do with the compound: one line, one act. */
export const handHelp: readonly Title[] = [
  { zh: 'list                     列出设备、摄像机、住户', en: 'list                     devices, cameras, residents' },
  { zh: 'face RESIDENT CAMERA     住户走到摄像机前', en: 'face RESIDENT CAMERA     a resident walks up' },
  { zh: 'stranger CAMERA          陌生人走到摄像机前', en: 'stranger CAMERA          a stranger walks up' },
  { zh: 'card RESIDENT READER     住户刷卡', en: 'card RESIDENT READER     a resident presents a card' },
  { zh: 'present CARD READER      刷这张卡', en: 'present CARD READER      presents this card' },
  { zh: 'pin DIGITS READER        在键盘上输入密码', en: 'pin DIGITS READER        types a code at the keypad' },
  { zh: 'pass TEXT READER         出示访客二维码', en: "pass TEXT READER         shows a visitor's QR code" },
  {
    zh: 'walk|exit CONTROLLER     推门通过 / 按出门按钮',
    en: 'walk|exit CONTROLLER     goes through / presses the exit button',
  },
  {
    zh: 'fire LINE CONTROLLER     消防输入：on、off、cut、short、reset',
    en: 'fire LINE CONTROLLER     fire input: on, off, cut, short, reset',
  },
  { zh: 'drive RESIDENT CAMERA    住户的车驶来', en: "drive RESIDENT CAMERA    a resident's car drives up" },
  {
    zh: 'intrude CAMERA           有人走进禁入区域',
    en: 'intrude CAMERA           somebody walks into the closed area',
  },
  { zh: 'loiter CAMERA            有人徘徊不去', en: 'loiter CAMERA            somebody hangs about' },
  { zh: 'block-fire-lane CAMERA   车停在消防通道上', en: 'block-fire-lane CAMERA   a car stops on the fire lane' },
  {
    zh: 'bring-e-bike CAMERA      电动自行车推进电梯',
    en: 'bring-e-bike CAMERA      an e-bike is pushed into the lift',
  },
  { zh: 'trip|clear SENSOR        传感器报警 / 恢复', en: 'trip|clear SENSOR        a sensor goes off / is well' },
  { zh: 'off|on DEVICE            断电 / 恢复供电', en: 'off|on DEVICE            power lost / back' },
  { zh: 'gone|back CAMERA         摄像机消失 / 回来', en: 'gone|back CAMERA         a camera goes / comes back' },
];

/** Carries out one line; throws a sentence for a person if it cannot. Returns what to print. */
export async function obeyHand(stage: Stage, line: string): Promise<string[]> {
  const [verb = '', first = '', second = ''] = line.trim().split(/\s+/);
  switch (verb) {
    case '':
      return [];
    case 'help':
      return handHelp.flatMap(({ zh, en }) => [en, zh]);
    case 'list':
      return list(stage);
    case 'face':
      await perform(stage, { do: 'face', resident: first, camera: second, expect: 'open' });
      return [];
    case 'stranger':
      await perform(stage, { do: 'stranger', camera: first, stranger: stage.random.int(stage.cast.strangers.length) });
      return [];
    case 'card':
      await perform(stage, { do: 'card', resident: first, reader: second, expect: 'open' });
      return [];
    case 'present':
      stage.doorOfReader(second).reader.presentCard(first === 'unknown' ? drawUnknownCard(stage.random) : first);
      return [];
    case 'pin':
      stage.doorOfReader(second).reader.enterPin(first);
      return [];
    case 'pass':
      stage.doorOfReader(second).reader.presentPass(first);
      return [];
    case 'fire':
      return [touchFireInput(stage.doorOfController(second).lock, first)];
    case 'walk':
      return [(await stage.doorOfController(first).lock.walkThrough()) ? 'through' : 'the door is locked'];
    case 'drive':
      await perform(stage, { do: 'drive', resident: first, camera: second });
      return [];
    case 'intrude':
    case 'loiter':
    case 'block-fire-lane':
    case 'bring-e-bike':
      return doInYard(stage, verb, first);
    default:
      return obeyThing(stage, verb, first);
  }
}

async function doInYard(stage: Stage, deed: YardStep['do'], camera: string): Promise<string[]> {
  await perform(stage, { do: deed, camera, forMs: yardDeeds[deed].usualMs });
  return [];
}

function touchFireInput(lock: DoorSim, line: string): string {
  if (line === 'reset') return lock.resetFire() ? 'the fire release is over' : 'the fire input is not at rest';
  if (!isFireLine(line)) throw new Error(`"${line}" is none of on, off, cut, short, reset`);
  lock.fireInput(line);
  return `${lock.id}: ${lock.mode}`;
}

async function obeyThing(stage: Stage, verb: string, id: string): Promise<string[]> {
  switch (verb) {
    case 'exit':
      stage.doorOfController(id).lock.pressExit();
      break;
    case 'trip':
      stage.sensor(id).trip();
      break;
    case 'clear':
      stage.sensor(id).clear();
      break;
    case 'off':
    case 'on': {
      const device = stage.devices.all.get(id);
      if (!device) throw new Error(`there is no device ${id}`);
      if (verb === 'off') device.losePower();
      else device.restorePower();
      break;
    }
    case 'gone':
    case 'back':
      await stage.camera(id).camera.fault(verb === 'gone' ? 'gone' : 'none');
      break;
    default:
      throw new Error(`"${verb}" is no command; "help" lists them`);
  }
  return [`${verb} ${id}: done`];
}

function list(stage: Stage): string[] {
  const devices = [...stage.devices.all.values()].map(
    ({ id, kind, online }) => `${id} (${kind}${online ? '' : ', offline'})`,
  );
  const residents = stage.site.residents.map(({ id, home, plates }) => {
    const ways = ['card', ...(stage.cast.residents[id] ? ['face'] : []), ...(plates?.length ? ['plate'] : [])];
    return `${id} (${home.unit} ${home.room}: ${ways.join(', ')})`;
  });
  return [
    `devices: ${devices.join(', ')}`,
    `cameras: ${[...stage.cameras.all.keys()].join(', ')}`,
    `residents: ${residents.join(', ')}`,
  ];
}
