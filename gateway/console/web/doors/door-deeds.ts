import { gateway } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Deed } from '../parts/deed-dialog.tsx';
import { type Door, useRenewDoors } from './use-doors.ts';

export const deedNames = ['open', 'unlock', 'lock', 'block', 'unblock', 'close'] as const;
export type DeedName = (typeof deedNames)[number];

/** What keeps a way open, or shut for everybody, is held and not pressed. */
const risky: readonly DeedName[] = ['unlock', 'block'];

/** What can be done to it as it stands now. */
export function deedsFor({ kind, ordered, emergency, arm }: Door): DeedName[] {
  const held = ordered === 'unlocked' || ordered === 'blocked' || emergency !== undefined;
  return [
    ...(ordered === 'blocked' ? [] : (['open'] as const)),
    ...(kind === 'barrier' && arm !== 'closed' && emergency !== 'open' ? (['close'] as const) : []),
    ...(kind === 'door' && !held ? (['unlock'] as const) : []),
    ...(kind === 'door' && ordered === 'unlocked' ? (['lock'] as const) : []),
    ...(ordered === 'blocked' ? (['unblock'] as const) : (['block'] as const)),
  ];
}

/** Makes the dialog of a deed: its reason, and what is sent. */
export function useDoorDeed(): (door: Pick<Door, 'id' | 'name' | 'kind'>, deed: DeedName) => Deed {
  const { t, name } = useTexts();
  const renew = useRenewDoors();
  return ({ id, name: title, kind }, deed) => ({
    title: `${t(`doors.do.${deed === 'open' && kind === 'barrier' ? 'raise' : deed}`)}: ${name(title)}`,
    hint: t(`doors.what.${deed}`),
    reason: true,
    submit: t(`doors.do.${deed === 'open' && kind === 'barrier' ? 'raise' : deed}`),
    held: risky.includes(deed),
    send: ({ reason = '' }) => {
      const init = { params: { path: { id } }, body: { reason } };
      return gateway.POST(`/api/doors/{id}/${deed}`, init);
    },
    done: renew,
  });
}
