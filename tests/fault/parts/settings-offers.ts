import type { TwinView } from '../../../cloud/twin/twin-views.ts';
import type { HttpSession } from '../../../scripts/compound/http-session.ts';
import type { CloudProcess } from '../../fixtures/cloud-process.ts';

/** An operator who changes settings of gw-1. */
export interface SettingsOffers {
  /** The next settings, which prove themselves in two seconds. */
  change(): Promise<void>;
  /** Whether the gateway has answered the newest and has written each step of it well. */
  areAnswered(): Promise<boolean>;
}

export function openOffers(cloud: CloudProcess): SettingsOffers {
  const layer = '/v1/layers/gateway:gw-1';
  let operator: Promise<HttpSession> | undefined;
  const signIn = () => {
    operator ??= cloud.signIn('duty-3');
    return operator;
  };
  let changes = 0;
  return {
    async change() {
      const session = await signIn();
      const { etag } = await session.get<{ etag: string }>(layer);
      changes += 1;
      const content = { apply: { probationS: 2 }, log: { level: changes % 2 ? 'warn' : 'error' } };
      await session.put(layer, { content, why: 'for the test' }, { 'if-match': etag });
    },
    async areAnswered() {
      const { twin } = await (await signIn()).get<TwinView>('/v1/twins/gw-1');
      if (twin.desired === null) return true;
      return twin.reported?.answers === twin.desired.version && twin.reported?.state !== 'on-probation';
    },
  };
}
