import { describe, expect, test } from 'vitest';
import type { FromPerception } from '../../../gateway/perception/messages.ts';
import { createViewerHub } from '../../../gateway/perception/pool/viewer-hub.ts';
import { createLiveView } from '../../../gateway/perception/streams/live-view.ts';
import type { StreamFormat } from '../../../gateway/perception/streams/stream-frame.ts';
import { createVideoSender } from '../../../gateway/perception/video-sender.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

/** A guard's page that notes what it gets. */
function openPage() {
  const seen: string[] = [];
  return {
    seen,
    init: (header: Uint8Array) => void seen.push(`init ${header.join()}`),
    chunk: (chunk: Uint8Array, key: boolean) => void seen.push(`${key ? 'key' : 'chunk'} ${chunk.join()}`),
    ended: (reason: string) => void seen.push(`ended ${reason}`),
  };
}

describe('a guard who watches a camera', () => {
  const format = (width: number): StreamFormat => ({ codec: 'h264', width, height: 2, sets: bytes() });
  const [small, large] = [format(100), format(101)];
  const frame = (n: number, key = false, of = small) => ({ data: bytes(n), pts: n, key, format: of, arrivedMs: n });
  /** The format's width is its header; frames are joined, so that a chunk shows what is in it. */
  const openView = () =>
    createLiveView(({ width }) => ({
      init: bytes(width),
      fragment: (frames) => Uint8Array.from(frames.flatMap(({ data }) => [...data])),
    }));

  test('sees the last key frame and what followed at once, then each frame', () => {
    const live = openView();
    const page = openPage();
    live.attach(page, [frame(1, true), frame(2)]);
    live.push(frame(3));
    live.push(frame(4, true));
    expect(page.seen).toEqual(['init 100', 'key 1,2', 'chunk 3', 'key 4']);
  });

  test('who comes before there is a key frame begins at the first one', () => {
    const live = openView();
    const page = openPage();
    live.attach(page, []);
    live.push(frame(1));
    live.push(frame(2, true));
    expect(page.seen).toEqual(['init 100', 'key 2']);
  });

  test('gets a new header when the camera changes its picture size', () => {
    const live = openView();
    const page = openPage();
    live.attach(page, [frame(1, true)]);
    live.push(frame(2, false, large));
    live.push(frame(3, true, large));
    expect(page.seen).toEqual(['init 100', 'key 1', 'init 101', 'key 3']);
  });

  test('gets nothing more after leaving', () => {
    const live = openView();
    const page = openPage();
    live.attach(page, [frame(1, true)]);
    live.detach();
    live.push(frame(2, true));
    expect(page.seen).toEqual(['init 100', 'key 1']);
  });
});

describe('several guards who watch one camera', () => {
  function startHub() {
    const watched: boolean[] = [];
    const failures: unknown[] = [];
    const hub = createViewerHub({
      onWatched: (on) => watched.push(on),
      onViewerFailed: (error) => failures.push(error),
    });
    return { hub, watched, failures };
  }

  test('cause one stream, which ends with the last of them', () => {
    const { hub, watched } = startHub();
    const leaveFirst = hub.join(openPage());
    const leaveSecond = hub.join(openPage());
    leaveFirst();
    leaveFirst();
    expect(watched).toEqual([true]);
    leaveSecond();
    expect(watched).toEqual([true, false]);
  });

  test('a second guard begins at the latest key frame', () => {
    const { hub } = startHub();
    hub.join(openPage());
    hub.init(bytes(9));
    hub.chunk(bytes(1), true);
    hub.chunk(bytes(2), true);
    hub.chunk(bytes(3), false);
    const late = openPage();
    hub.join(late);
    hub.chunk(bytes(4), false);
    expect(late.seen).toEqual(['init 9', 'key 2', 'chunk 3', 'chunk 4']);
  });

  test('all are told once when the camera goes, and get a new header when it is back', () => {
    const { hub } = startHub();
    const page = openPage();
    hub.join(page);
    hub.init(bytes(9));
    hub.ended('stalled');
    hub.ended('connection-refused');
    hub.init(bytes(8));
    expect(page.seen).toEqual(['init 9', 'ended stalled', 'init 8']);
  });

  test('one who comes after a mask was drawn is shown nothing from before it', () => {
    const { hub } = startHub();
    hub.join(openPage());
    hub.init(bytes(9));
    hub.chunk(bytes(1), true);
    hub.forget();
    hub.chunk(bytes(2), false);
    const late = openPage();
    hub.join(late);
    hub.init(bytes(8));
    hub.chunk(bytes(3), true);
    expect(late.seen).toEqual(['init 8', 'key 3']);
  });

  test('a page that breaks is dropped; the others go on', () => {
    const { hub, failures } = startHub();
    const page = openPage();
    const broken = {
      ...openPage(),
      chunk: () => {
        throw new Error('socket closed');
      },
    };
    hub.join(broken);
    hub.join(page);
    hub.init(bytes(9));
    hub.chunk(bytes(1), true);
    hub.chunk(bytes(2), false);
    expect(page.seen).toEqual(['init 9', 'key 1', 'chunk 2']);
    expect(failures).toHaveLength(1);
  });

  test('a camera that sends no more key frames does not fill the memory', () => {
    const { hub } = startHub();
    hub.join(openPage());
    hub.init(bytes(9));
    hub.chunk(bytes(1), true);
    for (let n = 0; n < 20; n++) hub.chunk(new Uint8Array(1024 * 1024), false);
    const late = openPage();
    hub.join(late);
    expect(late.seen).toEqual(['init 9']);
  });
});

describe('a gateway that takes live video too slowly', () => {
  const chunk = (kilobytes: number) => new Uint8Array(kilobytes * 1024);

  test('misses whole groups of pictures, and goes on with a key frame', () => {
    const waiting: (() => void)[] = [];
    const sent: string[] = [];
    const sender = createVideoSender('door', (message: FromPerception, done) => {
      if (message.kind === 'video') sent.push(message.init ? 'init' : message.key ? 'key' : 'chunk');
      if (done) waiting.push(done);
    });
    sender.init(chunk(1));
    sender.chunk(chunk(3000), true);
    sender.chunk(chunk(2000), false);
    sender.chunk(chunk(10), false);
    expect(sent).toEqual(['init', 'key']);
    for (const done of waiting) done();
    sender.chunk(chunk(10), false);
    expect(sent).toEqual(['init', 'key']);
    sender.chunk(chunk(10), true);
    sender.chunk(chunk(10), false);
    expect(sent).toEqual(['init', 'key', 'key', 'chunk']);
  });
});
