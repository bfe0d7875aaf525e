import { useTexts } from '../locales/i18n.ts';
import { formatAge } from '../parts/format-time.ts';
import { siteNowMs } from '../parts/site-clock.ts';
import type { ThingState } from './thing-states.ts';
import type { PlanKind } from './use-plan.ts';

/** What a kind of thing is called. */
export function useKindName(): (kind: PlanKind) => string {
  const { t, code } = useTexts();
  return (kind) => {
    if (kind === 'door') return t('map.door');
    return kind.endsWith('-camera') ? t('map.cameraKind', { kind: code('camera', kind) }) : code('device', kind);
  };
}

/** How something stands, in a few words; the first of its alarms where it has any. */
export function useStateWords(): (state: ThingState) => string {
  const { t, code } = useTexts();
  return ({ tone, alarms, priority, devices, camera }) => {
    if (tone === 'alarm') {
      const [first] = alarms;
      const more = alarms.length > 1 ? ` +${alarms.length - 1}` : '';
      return `P${priority} ${code('alarm', first!.type)}${more}`;
    }
    if (tone === 'lost') {
      const sinceMs = camera?.sinceMs ?? devices.find(({ state }) => state === 'lost')?.sinceMs ?? siteNowMs();
      return t('device.lostFor', { age: formatAge(siteNowMs() - sinceMs, t) });
    }
    const away = devices.find(({ state, updating }) => state === 'lost' && updating);
    if (away) return t('device.updatingFor', { age: formatAge(siteNowMs() - away.sinceMs, t) });
    return t(`map.tone.${tone}`);
  };
}
