/** Who watches a camera in the gateway's process. */
export interface PerceptionViewer {
  init(bytes: Uint8Array): void;
  /** `key`: it begins with a key frame. */
  chunk(bytes: Uint8Array, key: boolean): void;
  /** The camera is gone; a new `init` follows when it is back. */
  ended(reason: string): void;
}

/** Gives one camera's video to all who watch; one who joins later begins at the latest key frame. */
export interface ViewerHub {
  join(viewer: PerceptionViewer): () => void;
  watched(): boolean;
  init(bytes: Uint8Array): void;
  chunk(bytes: Uint8Array, key: boolean): void;
  ended(reason: string): void;
  /** What was kept may be shown to nobody any more. */
  forget(): void;
}

const maxKeptBytes = 8 * 1024 * 1024;

export interface ViewerHubOptions {
  /** The first viewer came, or the last one left. */
  onWatched(watched: boolean): void;
  /** A viewer threw; it is not called again. */
  onViewerFailed(error: unknown): void;
}

export function createViewerHub({ onWatched, onViewerFailed }: ViewerHubOptions): ViewerHub {
  const viewers = new Set<PerceptionViewer>();
  const kept = createKeptVideo();

  const leave = (viewer: PerceptionViewer) => {
    if (!viewers.delete(viewer) || viewers.size > 0) return;
    kept.clear();
    onWatched(false);
  };
  const tell = (viewer: PerceptionViewer, call: (viewer: PerceptionViewer) => void) => {
    try {
      call(viewer);
    } catch (error) {
      leave(viewer);
      onViewerFailed(error);
    }
  };
  const tellAll = (call: (viewer: PerceptionViewer) => void) => {
    for (const viewer of [...viewers]) tell(viewer, call);
  };

  return {
    watched: () => viewers.size > 0,
    join: (viewer) => {
      // An object of its own, so that the same viewer may join twice.
      const member: PerceptionViewer = {
        init: (bytes) => viewer.init(bytes),
        chunk: (bytes, key) => viewer.chunk(bytes, key),
        ended: (reason) => viewer.ended(reason),
      };
      viewers.add(member);
      if (viewers.size === 1) onWatched(true);
      else tell(member, kept.replay);
      return () => leave(member);
    },
    init: (bytes) => {
      kept.init(bytes);
      tellAll((viewer) => viewer.init(bytes));
    },
    chunk: (bytes, key) => {
      kept.chunk(bytes, key);
      tellAll((viewer) => viewer.chunk(bytes, key));
    },
    forget: kept.clear,
    ended: (reason) => {
      if (!kept.begun()) return;
      kept.clear();
      tellAll((viewer) => viewer.ended(reason));
    },
  };
}

interface KeptVideo {
  init(bytes: Uint8Array): void;
  chunk(bytes: Uint8Array, key: boolean): void;
  begun(): boolean;
  replay(viewer: PerceptionViewer): void;
  clear(): void;
}

/** The header and the chunks since the last key frame. */
function createKeptVideo(): KeptVideo {
  let header: Uint8Array | undefined;
  let chunks: Uint8Array[] = [];
  let bytesKept = 0;
  const forget = () => {
    chunks = [];
    bytesKept = 0;
  };
  return {
    begun: () => header !== undefined,
    clear: () => {
      header = undefined;
      forget();
    },
    init: (bytes) => {
      header = bytes;
      forget();
    },
    chunk: (bytes, key) => {
      if (key) forget();
      else if (chunks.length === 0) return;
      chunks.push(bytes);
      bytesKept += bytes.length;
      // Too long a group to keep: who joins now waits for the next key frame.
      if (bytesKept > maxKeptBytes) forget();
    },
    replay: (viewer) => {
      if (header) viewer.init(header);
      for (const [index, bytes] of chunks.entries()) viewer.chunk(bytes, index === 0);
    },
  };
}
