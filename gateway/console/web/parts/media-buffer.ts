/** Media Source Extensions as this browser has them; iPhones know only the managed kind. */
type MediaSourceConstructor = typeof MediaSource;
const managed = (globalThis as { ManagedMediaSource?: MediaSourceConstructor }).ManagedMediaSource;
const Source: MediaSourceConstructor | undefined = globalThis.MediaSource ?? managed;

export function canPlay(mime: string): boolean {
  return Source?.isTypeSupported(mime) ?? false;
}

export const hasMediaSource = Source !== undefined;

const keptS = 6;
const trimBeyondS = 16;
const nearEdgeS = 0.3;
const catchUpBeyondS = 0.6;
const jumpBeyondS = 1;
const maxWaiting = 200;

export interface MediaBuffer {
  /** fMP4 header or chunk, in order. */
  append(bytes: ArrayBuffer): void;
  close(): void;
}

/** Stays near the live edge: plays a little faster when behind, jumps when more than a second behind. */
function followEdge(video: HTMLVideoElement): void {
  const { buffered } = video;
  if (buffered.length === 0) return;
  const end = buffered.end(buffered.length - 1);
  const behind = end - video.currentTime;
  if (behind > jumpBeyondS || behind < 0) video.currentTime = Math.max(buffered.start(0), end - nearEdgeS);
  video.playbackRate = behind > catchUpBeyondS && behind <= jumpBeyondS ? 1.1 : 1;
  if (video.paused) void video.play().catch(() => {}); // muted video may always play; if not, the page says "stalled"
}

/**
 * Feeds one video element from the chunks of one stream. Old pictures are removed, so that a page may stay open for
 * weeks. `failed` is called once, when the browser cannot go on with this stream.
 */
export function createMediaBuffer(
  video: HTMLVideoElement,
  mime: string,
  failed: (reason: string) => void,
): MediaBuffer {
  const source = new Source!();
  const address = URL.createObjectURL(source);
  const waiting: ArrayBuffer[] = [];
  let buffer: SourceBuffer | undefined;
  let closed = false;

  const fail = (reason: string) => {
    if (closed) return;
    closed = true;
    failed(reason);
  };

  const feed = () => {
    if (closed || !buffer || buffer.updating || source.readyState !== 'open') return;
    const oldest = buffer.buffered.length > 0 ? buffer.buffered.start(0) : video.currentTime;
    if (video.currentTime - oldest > trimBeyondS) return buffer.remove(oldest, video.currentTime - keptS);
    const next = waiting.shift();
    if (!next) return;
    try {
      buffer.appendBuffer(next);
    } catch (error) {
      fail(error instanceof Error ? error.name : 'append');
    }
  };

  const opened = () => {
    try {
      buffer = source.addSourceBuffer(mime);
    } catch {
      return fail('unsupported');
    }
    buffer.mode = 'sequence';
    buffer.addEventListener('updateend', () => {
      followEdge(video);
      feed();
    });
    feed();
  };

  const broken = () => fail(video.error?.message || 'decoder');
  source.addEventListener('sourceopen', opened, { once: true });
  video.addEventListener('error', broken);
  video.disableRemotePlayback = true;
  video.src = address;

  return {
    append(bytes) {
      if (waiting.length >= maxWaiting) return fail('too-slow');
      waiting.push(bytes);
      feed();
    },
    close() {
      closed = true;
      video.removeEventListener('error', broken);
      URL.revokeObjectURL(address);
      video.removeAttribute('src');
      video.load();
    },
  };
}
