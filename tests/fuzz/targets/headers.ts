import { parseChallenge } from '../../../cloud/exports/http-digest.ts';
import { parseBearer } from '../../../cloud/intake/gateway-tokens.ts';
import { readNotification } from '../../../cloud/store/postgres-dialect.ts';
import { longestStatusEveryMs, statusEveryMs } from '../../../devices/contracts/uplink.ts';
import { parseRange } from '../../../gateway/console/send-file.ts';
import { parseTime, readTimes } from '../../../gateway/console/wire-times.ts';
import { createSiteTime } from '../../../gateway/kernel/site-time.ts';
import { parsePageEnd } from '../../../gateway/kernel/sqlite-newest-first.ts';
import { readCadence } from '../../../gateway/outbox/uplink.ts';
import { demand, type FuzzTarget, textOf } from '../fuzz-target.ts';

const siteTime = createSiteTime('Asia/Shanghai');

export const target: FuzzTarget = {
  name: 'headers',
  about: 'headers, times and places in lists are read within their bounds, or passed over',
  maxBytes: 8000,
  share: 0.5,
  seeds: [
    ...[
      'bytes=0-99',
      'bytes=-50',
      '1790000000000.2',
      'Bearer abcdefghijklmnop1234',
      '5000',
      '2026-01-02T03:04:05.6+08:00',
    ],
    ...['Digest realm="a\\"b", nonce="n", qop="auth,auth-int", algorithm=SHA-256, opaque="o"', '2026-03-08 02:30'],
    ...['{"fromMs":"2026-01-02","list":[{"atMs":"2026-02-31"}]}', '{"from":"a","change":{"missed":true}}'],
  ],
  words: ['Digest ', 'realm=', 'nonce="', 'qop=', 'bytes=', 'T24:00', '9999-12-31', '0000-01-01', 'mqtt://['],
  run(input) {
    const text = textOf(input);
    const range = parseRange(text, 100);
    if (typeof range === 'object')
      demand(range.start >= 0 && range.start <= range.end && range.end < 100, 'a range lies within');
    const atMs = parseTime(text, siteTime);
    demand(atMs === undefined || Number.isFinite(atMs), 'a moment is a number');
    const cadenceMs = readCadence(text);
    demand(cadenceMs >= statusEveryMs && cadenceMs <= longestStatusEveryMs, 'a cadence has its bounds');
    const challenge = parseChallenge(text);
    if (challenge) demand(['MD5', 'SHA-256'].includes(challenge.algorithm), 'an algorithm that is known');
    parsePageEnd(text);
    parseBearer(text);
    readNotification(text);
    try {
      readTimes(JSON.parse(text), siteTime);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  },
};
