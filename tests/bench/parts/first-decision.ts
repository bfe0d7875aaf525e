import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { decideAccess } from '../../../gateway/decision/decide-access.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createLedger } from '../../../gateway/ledger/sqlite-ledger.ts';
import { openRegister } from '../../../gateway/register/register.ts';
import { seedSite } from '../../../gateway/register/seed/seed-site.ts';
import { quietLog as log } from '../../fixtures/quiet.ts';

/** A gateway's start up to its first decision, in a process of its own: `first-decision.ts SITE DATABASE CARD`. */
const [siteFile = '', database = '', card = ''] = process.argv.slice(2);
const site = parse(readFileSync(siteFile, 'utf8')) as SiteFile;
const clock = systemClock;
const startedAt = performance.now();
const store = openStore(database);
const register = openRegister({ store, ledger: createLedger(store, clock), site, clock, log });
const readAt = performance.now();
seedSite({ register, store, site, clock, log });
const seededAt = performance.now();
const decision = decideAccess(
  {
    rights: register.rights,
    site: site.site.id,
    nowMs: clock.wallMs(),
    clockKnown: true,
    place: {
      ...{ id: 'door-gate-1', kind: 'door', serves: 'everyone', methods: ['card'], side: 'entry' },
      ...{ released: false, lockedDown: false, blocked: false, lockedOut: false, interlocked: false },
      ...{ passback: undefined, usesOf: () => 0 },
    },
    policy: undefined,
    confusable: 'ask-guard',
  },
  { method: 'card', card, ageMs: 0 },
);
const decidedAt = performance.now();
const { heapUsed, rss } = process.memoryUsage();
store.close();
console.log(
  JSON.stringify({
    registerReadMs: Math.round(readAt - startedAt),
    siteFileAgainMs: Math.round(seededAt - readAt),
    firstDecisionMs: Math.round(decidedAt - startedAt),
    sinceProcessStartMs: Math.round(decidedAt),
    outcome: decision.outcome,
    heapMb: Math.round(heapUsed / 1024 / 1024),
    rssMb: Math.round(rss / 1024 / 1024),
  }),
);
