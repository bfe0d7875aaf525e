import { effectOfAll, type ModeEffect, type ModePlace, policyOf, type SiteMode } from './site-modes.ts';
import type { EntryPolicy } from './situation.ts';
import type { ModeTable } from './sqlite-modes.ts';

/** The modes that stand, as every decision asks for them. */
export interface ModeBook {
  standing(): readonly SiteMode[];
  effectOf(place: string): ModeEffect | undefined;
  policy(nowMs: number): EntryPolicy | undefined;
  /** Reads the table again; called once a change of it is on disk. */
  reload(): void;
}

export function createModeBook(table: ModeTable, places: readonly ModePlace[]): ModeBook {
  let standing: SiteMode[] = [];
  let effects = new Map<string, ModeEffect | undefined>();
  const reload = () => {
    standing = table.standing();
    effects = new Map(places.map((place) => [place.id, effectOfAll(standing, place)]));
  };
  reload();
  return {
    reload,
    standing: () => standing,
    effectOf: (place) => effects.get(place),
    policy: (nowMs) => policyOf(standing, nowMs),
  };
}
