import type { CrossingDirection, ObjectClass, WatchRule } from '../../../../devices/contracts/camera-scene.ts';
import type { Title } from '../../../../devices/contracts/place.ts';
import type { TimeSpan } from '../../../../devices/contracts/time-span.ts';
import type { ConsoleSceneSite } from '../../watch/scene-ports.ts';
import type { Language, TextKey, Translate } from '../locales/i18n.ts';
import { type Drawing, placeOf } from './drawing.ts';

export const objectTexts: Record<ObjectClass, TextKey> = {
  person: 'scene.object.person',
  bicycle: 'scene.object.bicycle',
  motorcycle: 'scene.object.motorcycle',
  car: 'scene.object.car',
  bus: 'scene.object.bus',
  truck: 'scene.object.truck',
  dog: 'scene.object.dog',
  cat: 'scene.object.cat',
};

export type Weekday = NonNullable<TimeSpan['days']>[number];
export const dayTexts: Record<Weekday, TextKey> = {
  mon: 'scene.day.mon',
  tue: 'scene.day.tue',
  wed: 'scene.day.wed',
  thu: 'scene.day.thu',
  fri: 'scene.day.fri',
  sat: 'scene.day.sat',
  sun: 'scene.day.sun',
};

export const directionTexts: Record<CrossingDirection, TextKey> = {
  'left-to-right': 'scene.ltr',
  'right-to-left': 'scene.rtl',
  either: 'scene.either',
};

/** What the rules take where a scene leaves it out (camera-scene.ts). */
export const usual = { afterS: 60, warnAfterS: 180, alarmAfterS: 600, crowdForS: 10, liftForS: 1 } as const;

export interface RuleSpeaker {
  t: Translate;
  language: Language;
  drawing: Drawing;
  site: ConsoleSceneSite;
}

const quoted = (name: string) => `“${name}”`;

export function sayDuration(seconds: number, t: Translate): string {
  const minutes = seconds >= 120 && seconds % 60 === 0;
  return minutes ? t('scene.minutes', { n: seconds / 60 }) : t('scene.seconds', { n: seconds });
}

function saySpan({ days, from, to }: TimeSpan, t: Translate, language: Language): string {
  if (!days) return t('scene.span', { from, to });
  const named = days.map((day) => t(dayTexts[day])).join(language === 'zh' ? '、' : ', ');
  return t('scene.spanOn', { days: named, from, to });
}

function sayWhen(rule: WatchRule, { t, language }: RuleSpeaker): string {
  if (!('during' in rule) || !rule.during) return '';
  return t('scene.during', { spans: rule.during.map((span) => saySpan(span, t, language)).join(t('scene.or')) });
}

function sayWho(objects: readonly ObjectClass[] | undefined, { t, language }: RuleSpeaker): string {
  const names = (objects ?? ['person']).map((kind) => t(objectTexts[kind]));
  const last = names.pop() ?? '';
  return names.length === 0 ? last : names.join(language === 'zh' ? '、' : ', ') + t('scene.or') + last;
}

function sayPlace(rule: WatchRule, { t, language, drawing }: RuleSpeaker): string {
  const id = placeOf(rule);
  if (id === undefined) return t('scene.whole');
  const name: Title | undefined = [...drawing.areas, ...drawing.lines].find((one) => one.id === id)?.name;
  return quoted(name?.[language] || id);
}

/** A rule as one plain sentence, in the speaker's language. */
export function sayRule(rule: WatchRule, speaker: RuleSpeaker): string {
  const { t, language, site } = speaker;
  const { type, priority } = site.raises[rule.kind];
  const said = { place: sayPlace(rule, speaker), when: sayWhen(rule, speaker), alarm: t(`alarm.${type}`), priority };
  switch (rule.kind) {
    case 'intrusion':
      return t('scene.say.intrusion', { ...said, who: sayWho(rule.objects, speaker) });
    case 'loitering':
      return t('scene.say.loitering', { ...said, s: sayDuration(rule.afterS ?? usual.afterS, t) });
    case 'line-crossing': {
      const direction = t(directionTexts[rule.direction]);
      return t('scene.say.crossing', { ...said, direction, who: sayWho(rule.objects, speaker) });
    }
    case 'tailgating': {
      const door = site.doors.find(({ id }) => id === rule.door)?.name[language] ?? rule.door;
      const direction = t(directionTexts[rule.direction]);
      return t('scene.say.tailgating', { ...said, direction, door: quoted(door) });
    }
    case 'fire-lane': {
      const warn = sayDuration(rule.warnAfterS ?? usual.warnAfterS, t);
      return t('scene.say.fireLane', { ...said, warn, s: sayDuration(rule.alarmAfterS ?? usual.alarmAfterS, t) });
    }
    case 'crowding':
      return t('scene.say.crowding', {
        ...said,
        n: rule.people,
        s: sayDuration(rule.forS ?? usual.crowdForS, t),
      });
    case 'e-bike-in-lift':
      return t('scene.say.eBike', { ...said, s: sayDuration(rule.forS ?? usual.liftForS, t) });
    case 'falling-object': {
      const { groundArea } = rule;
      const ground = speaker.drawing.areas.find(({ id }) => id === groundArea)?.name[language] || groundArea;
      if (ground === undefined) return t('scene.say.fall', said);
      return t('scene.say.fallGround', { ...said, ground: quoted(ground) });
    }
  }
}
