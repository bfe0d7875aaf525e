import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createRtspReader,
  formatRtspResponse,
  type RtspItem,
  rtspLimits,
} from '../../../firmware-sims/camera/rtsp-message.ts';
import { parseTransport } from '../../../firmware-sims/camera/rtsp-transport.ts';

const options = 'OPTIONS rtsp://127.0.0.1/live RTSP/1.0\r\nCSeq: 1\r\n\r\n';
const read = (...chunks: (string | Uint8Array)[]): RtspItem[] => {
  const reader = createRtspReader();
  return chunks.flatMap((chunk) => reader.push(Buffer.from(chunk)));
};

test('nothing that a stranger sends makes the reader throw', () => {
  const shred = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ maxLength: 100 }).map((text) => Buffer.from(text)),
    fc.constantFrom('$', '\r\n', '\r\n\r\n', options, 'CSeq: ', 'RTSP/1.0').map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(fc.array(shred, { maxLength: 20 }), (chunks) => {
      const items = read(...chunks);
      const bad = items.findIndex((item) => item.kind === 'bad');
      expect(bad === -1 || bad === items.length - 1).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('requests and reports mean the same however the network cuts them', () => {
  const report = Buffer.from([0x24, 1, 0, 3, 9, 8, 7]);
  const setup = 'SETUP rtsp://h/live/trackID=0 RTSP/1.0\nCSeq: 2\nContent-Length: 4\n\nbody';
  const whole = Buffer.concat([Buffer.from(options), report, Buffer.from(setup), Buffer.from(`\r\n${options}`)]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
      const reader = createRtspReader();
      const items: RtspItem[] = [];
      for (let at = 0, i = 0; at < whole.length; i++) {
        const end = at + sizes[i % sizes.length]!;
        items.push(...reader.push(whole.subarray(at, end)));
        at = end;
      }
      expect(items.map((item) => (item.kind === 'request' ? item.method : item.kind))).toEqual([
        'OPTIONS',
        'interleaved',
        'SETUP',
        'OPTIONS',
      ]);
    }),
  );
});

test('a request with an endless header is refused before it fills the memory', () => {
  const items = read(`OPTIONS rtsp://h/live RTSP/1.0\r\nX: ${'x'.repeat(rtspLimits.headerBytes)}`);
  expect(items).toMatchObject([{ kind: 'bad', status: 413 }]);
});

test.each([
  ['a web browser', 'GET / HTTP/1.1\r\nHost: camera\r\n\r\n', 400],
  ['a client of RTSP 2.0', 'OPTIONS rtsp://h/live RTSP/2.0\r\nCSeq: 1\r\n\r\n', 505],
  ['a request without a number', 'OPTIONS rtsp://h/live RTSP/1.0\r\n\r\n', 400],
  ['a body too long', `${options.slice(0, -2)}Content-Length: 99999\r\n\r\n`, 413],
  ['a header without a colon', 'OPTIONS rtsp://h/live RTSP/1.0\r\nCSeq: 1\r\noops\r\n\r\n', 400],
  ['binary noise', Buffer.from([1, 2, 3, 4, 250, 251]), 400],
])('%s is told that it was not understood', (_who, bytes, status) => {
  expect(read(bytes)).toMatchObject([{ kind: 'bad', status }]);
});

test('after something that is not RTSP nothing more is read from the connection', () => {
  const reader = createRtspReader();
  reader.push(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
  expect(reader.push(Buffer.from(options))).toEqual([]);
});

test('an answer carries its number, its headers and the length of its body', () => {
  expect(formatRtspResponse('7', { status: 200, headers: { Session: 'A' }, body: 'äb' })).toBe(
    'RTSP/1.0 200 OK\r\nCSeq: 7\r\nSession: A\r\nContent-Length: 3\r\n\r\näb',
  );
});

test.each([
  ['RTP/AVP/TCP;unicast;interleaved=2-3', { kind: 'tcp', rtpChannel: 2, rtcpChannel: 3 }],
  ['RTP/AVP;unicast;client_port=5000-5001', { kind: 'udp', clientRtpPort: 5000, clientRtcpPort: 5001 }],
  ['RTP/AVP;multicast,RTP/AVP/TCP;interleaved=0-1', { kind: 'tcp', rtpChannel: 0, rtcpChannel: 1 }],
  ['RTP/AVP/UDP;unicast;client_port=5000', { kind: 'udp', clientRtpPort: 5000, clientRtcpPort: 5001 }],
  ['RTP/AVP;unicast;client_port=22-23', undefined],
  ['RTP/AVP/TCP;unicast;interleaved=0-999', undefined],
  ['RTP/SAVP;unicast;client_port=5000-5001', undefined],
  ['', undefined],
])('the transport %s is understood as %o', (header, expected) => {
  expect(parseTransport(header)).toEqual(expected);
});

test('no transport header makes the camera throw', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (header) => void parseTransport(`RTP/AVP;${header}`)));
});
