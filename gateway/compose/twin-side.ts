import type { RunningSite, TwinKeeper } from '../twin/twin-keeper.ts';
import type { SiteCore } from './site-core.ts';

/** What `startConfiguredGateway` gives a gateway whose settings come from afar. */
export interface TwinSide {
  keeper: TwinKeeper;
  /** `undefined`: as at the start of the process. */
  setLogLevel(level: string | undefined): void;
  /** Takes what wakes the line on which settings are asked for and reported. */
  onWake(wake: () => void): void;
}

export interface TwinRooms {
  core: Pick<SiteCore, 'store' | 'ledger' | 'ground'>;
  notify: { follow: RunningSite['applyLive'] };
  problems: ReadonlyMap<string, string>;
}

/** Joins a gateway that has begun to its settings. */
export function attachTwin({ keeper, setLogLevel }: TwinSide, { core, notify, problems }: TwinRooms): void {
  keeper.attach({
    applyLive(site, document) {
      notify.follow(site, document);
      core.ground.follow(site);
      setLogLevel(document.log?.level);
    },
    problems: () => problems,
    note({ answers: { version, etag }, state, problems: refused, atMs }) {
      core.store.transaction(() =>
        core.ledger.append({
          ...{ atMs, actor: { kind: 'gateway' }, action: `twin.${state}`, subject: 'settings' },
          detail: { version, etag, problems: refused.length },
        }),
      );
    },
  });
}
