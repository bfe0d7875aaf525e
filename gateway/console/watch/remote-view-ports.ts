import type { Title } from '../../../devices/contracts/place.ts';

/** An operator of the cloud watches a camera of the site now. */
export interface ConsoleRemoteView {
  id: string;
  camera: string;
  cameraName: Title;
  /** The operator's sign at the cloud. */
  by: string;
  /** In the operator's words. */
  why: string;
  sinceMs: number;
  /** It ends by itself then. */
  untilMs: number;
}

export interface ConsoleRemoteViews {
  list(): ConsoleRemoteView[];
  /** Ends one at once; false if it is over already. */
  end(id: string, user: string): boolean;
}
