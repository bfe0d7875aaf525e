import { expect, test } from 'vitest';
import { createVideoFeed } from '../../../gateway/console/live/video-feed.ts';

const header = new Uint8Array([1]);
const chunk = (n: number) => new Uint8Array([0, n]);

/** A page that takes data only when told to. */
function createPage(mime: string | undefined = 'video/mp4') {
  const page = {
    sent: [] as (string | number[])[],
    queued: 0,
    closed: 0,
    dropped: 0,
    mime: mime as string | undefined,
    nowMs: 0,
  };
  const feed = createVideoFeed({
    socket: {
      send: (data) => void page.sent.push(typeof data === 'string' ? data : [...data]),
      queuedBytes: () => page.queued,
      close: (code) => {
        page.closed = code;
      },
    },
    mime: () => page.mime,
    nowMs: () => page.nowMs,
    onDropped: () => {
      page.dropped += 1;
    },
  });
  return { page, feed };
}

test('a page hears what it will get, then the header, then the picture', () => {
  const { page, feed } = createPage();
  feed.init(header);
  feed.chunk(chunk(1), true);
  feed.chunk(chunk(2), false);
  expect(page.sent).toEqual(['{"mime":"video/mp4"}', [1], [0, 1], [0, 2]]);
});

test('a page that cannot keep up loses chunks and goes on from a key frame once it has caught up', () => {
  const { page, feed } = createPage();
  feed.init(header);
  feed.chunk(chunk(1), true);
  page.queued = 3_000_000;
  feed.chunk(chunk(2), false);
  feed.chunk(chunk(3), true);
  page.queued = 0;
  feed.chunk(chunk(4), false);
  feed.chunk(chunk(5), true);
  feed.chunk(chunk(6), false);
  expect(page.sent.slice(2)).toEqual([
    [0, 1],
    [0, 5],
    [0, 6],
  ]);
  expect(page.dropped).toBe(3);
});

test('a page that takes nothing for a quarter of a minute is let go', () => {
  const { page, feed } = createPage();
  feed.init(header);
  page.queued = 3_000_000;
  feed.chunk(chunk(1), true);
  expect(page.closed).toBe(0);
  page.nowMs = 15_001;
  feed.chunk(chunk(2), false);
  expect(page.closed).toBe(1013);
});

test('when the camera goes the page is told why, and it starts afresh when the camera is back', () => {
  const { page, feed } = createPage();
  feed.init(header);
  feed.chunk(chunk(1), true);
  feed.ended('no-answer');
  feed.chunk(chunk(2), true);
  feed.init(header);
  feed.chunk(chunk(3), true);
  expect(page.sent.slice(3)).toEqual(['{"ended":"no-answer"}', '{"mime":"video/mp4"}', [1], [0, 3]]);
});

test('a header that comes before the codec is known waits for it and begins at a key frame', () => {
  const { page, feed } = createPage();
  page.mime = undefined;
  feed.init(header);
  feed.chunk(chunk(1), true);
  page.mime = 'video/mp4';
  feed.chunk(chunk(2), false);
  feed.chunk(chunk(3), true);
  expect(page.sent).toEqual(['{"mime":"video/mp4"}', [1], [0, 3]]);
});
