import {
  parseTwinDesired,
  parseTwinDocument,
  parseTwinReported,
  TwinDocument,
} from '../../../devices/contracts/twin.ts';
import { applyTwin, checkTwin, needsRestart } from '../../../gateway/twin/apply-twin.ts';
import { beginRun, freshTwin, parseKeptTwin, takeOffer } from '../../../gateway/twin/kept-twin.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { demand, type FuzzTarget, textOf } from '../fuzz-target.ts';
import { wordsOfSchema } from '../loop/words-of.ts';

const site = smallSite();
const kept = freshTwin(1_790_000_000_000);
const document = {
  language: 'zh',
  alarms: { smoke: { priority: 1 } },
  retention: { access: 30 },
  perception: { faces: { threshold: 0.5 } },
};

export const target: FuzzTarget = {
  name: 'twins',
  about:
    'settings from the cloud are taken, or refused with a sentence, and what is taken leads to a site that is checked',
  seeds: [
    '{}',
    JSON.stringify(document),
    JSON.stringify({ version: 3, etag: 'a', document }),
    JSON.stringify({ ...kept, trial: { version: 1, etag: 'b', document, stage: 'trying', starts: 1, known: [] } }),
  ],
  words: wordsOfSchema(TwinDocument),
  run(input) {
    let value: unknown;
    try {
      value = JSON.parse(textOf(input));
    } catch {
      // whoever reads it parses it before
      return;
    }
    for (const problem of checkTwin(site, value)) demand(problem.length <= 500, 'a problem is short');
    const parsed = parseTwinDocument(value);
    if (parsed.ok) {
      applyTwin(site, parsed.value);
      needsRestart({}, parsed.value);
    }
    parseTwinReported(value);
    const desired = parseTwinDesired(value);
    if (desired.ok) {
      const offer = takeOffer(kept, { desired: desired.value, problems: [], needsRestart: true, known: [] }, 1);
      demand(
        parseKeptTwin(JSON.parse(JSON.stringify(offer))) !== undefined,
        'what is kept can be read after a restart',
      );
    }
    const read = parseKeptTwin(value);
    if (read) demand(parseKeptTwin(beginRun(read, 2)) !== undefined, 'a start leads to what can be read');
  },
};
