import type { ModePreview, ModeRefusal } from '../../console/doors/door-ports.ts';
import { type ModeOrder, modePlaces, planMode } from '../../decision/site-modes.ts';
import type { AccessParts } from './access-parts.ts';
import { countAffected } from './mode-people.ts';

/** Whoever wants a policy to stand for longer decides so again. */
const longestPolicyMs = 92 * 86_400_000;

/** Why a mode cannot be applied. */
export function refuseMode({ site, trust }: AccessParts, order: ModeOrder): ModeRefusal | undefined {
  if (order.kind !== 'entry-policy') {
    return order.zones?.some((zone) => !site.zones.some(({ id }) => id === zone)) ? 'no-zone' : undefined;
  }
  const leftMs = order.policy.untilMs - trust.nowMs();
  if (leftMs <= 0) return 'already-over';
  return leftMs > longestPolicyMs ? 'too-long' : undefined;
}

/** What a mode would change; nothing happens. */
export async function previewMode(parts: AccessParts, order: ModeOrder): Promise<ModePreview> {
  const { modes, doors, places } = parts;
  const { outranked, ...plan } = planMode(modePlaces(parts.site), modes.standing(), order);
  const { opens, locks, rises } = plan;
  const touched = [...opens, ...locks, ...rises];
  const by = <By extends ModePreview['contradicting'][number]['by']>(which: By, found: readonly string[]) =>
    found.map((place) => ({ place, by: which }));
  return {
    ...plan,
    offline: touched.filter((place) => !parts.isOnline(places.controllerOf(place)!)),
    contradicting: [
      ...by('evacuation', outranked),
      ...by(
        'fire',
        locks.filter((place) => doors.heard(place).fire),
      ),
      ...by(
        'lockdown',
        opens.filter((place) => modes.effectOf(place) === 'shut'),
      ),
      ...by('blocked', opens.filter(doors.isBlocked)),
    ],
    people: await countAffected(parts, order, touched),
  };
}
