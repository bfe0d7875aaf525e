import type { SignedRights } from '../../devices/contracts/rights.ts';
import { defaultTimeZone, type SiteFile } from '../../devices/contracts/site-file.ts';
import { createAlarmPurge } from '../alarms/sqlite-purge-alarms.ts';
import type { ConsolePorts } from '../console/console-ports.ts';
import { createPassageFinder } from '../decision/sqlite-find-passages.ts';
import { createPassagePurges } from '../decision/sqlite-purge-decisions.ts';
import { createDeviceEventPurge } from '../ingest/sqlite-purge-device-events.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { createAnchorer } from '../ledger/anchor-ledger.ts';
import { createLedgerTrim } from '../ledger/sqlite-trim-ledger.ts';
import { createNoticePurge } from '../notify/sqlite-notices.ts';
import { createDaySeals } from '../outbox/sqlite-day-seals.ts';
import type { RetentionSweeper } from '../privacy/retention-sweeper.ts';
import { createVisitPurge } from '../privacy/visit-purge.ts';
import { createRequestPurge } from '../requests/sqlite-requests.ts';
import { createRightsSender } from './doors/rights-sender.ts';
import { createVisitDesk } from './doors/visit-desk.ts';
import { createExchangeDesk } from './people/exchange-desk.ts';
import type { FaceBook } from './people/face-book.ts';
import { createRegisterDesk } from './people/register-desk.ts';
import { createLedgerDesk } from './privacy/ledger-desk.ts';
import { createPrivacyDesk } from './privacy/privacy-desk.ts';
import { createSubjectEvidence } from './privacy/sqlite-subject-evidence.ts';
import { createRequestDesk } from './requests/request-desk.ts';
import { createSearchDesk } from './search/search-desk.ts';
import type { SiteCore } from './site-core.ts';

export interface SiteDesksOptions {
  core: SiteCore;
  site: SiteFile;
  dataDir: string;
  faces: FaceBook;
  sendRights(controller: string, rights: SignedRights): void;
  clock: Clock;
  log: Log;
}

export interface SiteDesks {
  ports: Required<
    Pick<
      ConsolePorts,
      | 'register'
      | 'exchange'
      | 'visits'
      | 'search'
      | 'controllers'
      | 'privacy'
      | 'ledger'
      | 'retention'
      | 'requests'
      | 'parking'
    >
  >;
  /** A mode began or ended. */
  modesChanged(): void;
  /** A controller came, went, or said something. */
  controllersChanged(): void;
  problems(): string[];
  /** Called every second, outside of any transaction. */
  check(): void;
  /** Whatever still has something to tell the cloud does so now. */
  lastWords(): void;
  close(): Promise<void>;
}

/** The desks at which people look after the register and what the law asks, and what goes on behind them by itself. */
export function createSiteDesks({ core, ...options }: SiteDesksOptions): SiteDesks {
  const { site, clock, faces } = options;
  const parts = { ...core, ...options, key: core.siteKey };
  const { store, register, ledger, retention, access, presence, trust } = core;
  const rights = createRightsSender({
    ...parts,
    standing: access.rightsStanding,
    clockKnown: trust.known,
    controller: presence.get,
    send: options.sendRights,
  });
  const anchorer = createAnchorer({
    ...parts,
    gateway: site.gateway.id,
    sign: (text) => Buffer.from(core.siteKey.sign(Buffer.from(text))).toString('base64url'),
    send: ({ seq, hash, atMs, signature }) =>
      core.outbox.append({
        lane: 'event',
        type: 'ringward.ledger.anchored',
        atMs,
        data: { seq, hash, atMs, signature },
      }),
  });
  const timeZone = site.site.timezone ?? defaultTimeZone;
  const seals = createDaySeals({
    ...{ store, outbox: core.outbox, clock, clockKnown: trust.known, gateway: site.gateway.id, timeZone },
    ledgerHead: ledger.head,
    sign: (text) => Buffer.from(core.siteKey.sign(Buffer.from(text))).toString('base64url'),
  });
  const requests = createRequestDesk({ ...core, clock, clockKnown: trust.known, timeZone });
  const sweeper = startSweeper(core, clock);
  const privacy = createPrivacyDesk({
    ...parts,
    holdings: [
      { name: 'templates', holds: 'face', people: faces.people, purge: faces.remove },
      { name: 'requests', holds: 'person', purge: requests.removeOf },
      { name: 'parking', holds: 'person', purge: core.parking.forgetPerson },
      { name: 'passback', holds: 'person', purge: (person) => Number(access.forgetPerson(person)) },
    ],
    kept: {
      endedPeopleMs: () => retention.keepMs('ended-people'),
      visitsMs: () => retention.keepMs('visits'),
    },
    templatesOf: faces.count,
    evidenceOf: createSubjectEvidence(store),
    holds: retention.holds,
    clockKnown: trust.known,
    unsure: trust.unsure,
  });
  const exchange = createExchangeDesk(parts);
  void sweeper.sweep();

  return {
    ports: {
      ...createLedgerDesk({ site, store, ledger, anchorer, retention, clock }),
      register: createRegisterDesk({ register, ledger, clock, digestPin: core.digestPin }),
      visits: createVisitDesk({ ...parts, lastTaken: createPassageFinder(store).lastTaken }),
      search: createSearchDesk(parts),
      controllers: {
        list: rights.view,
        siteKey: () => ({ publicKey: core.siteKey.publicKey, keyId: core.siteKey.keyId }),
      },
      privacy: privacy.ports,
      exchange,
      requests: requests.ports,
      parking: core.parking.ports,
    },
    modesChanged: rights.standingChanged,
    controllersChanged: rights.controllerChanged,
    problems: privacy.problems,
    check: () => {
      privacy.check();
      try {
        if (site.cloud !== undefined) seals.check();
      } catch (err) {
        // a full disk: the day is sealed with the next check that finds room
        options.log.error({ err }, 'a day could not be sealed');
      }
    },
    lastWords: anchorer.close,
    close: async () => {
      await Promise.all([rights.stop(), privacy.close(), exchange.close(), sweeper.close()]);
    },
  };
}

/** Ends what has been kept long enough. An alarm stays as long as its picture or clip. */
function startSweeper({ store, register, ledger, retention, evidence }: SiteCore, clock: Clock): RetentionSweeper {
  const hasEvidence = (id: string) => {
    const { hasPicture, clip } = evidence.of(id);
    return hasPicture || clip?.state === 'ready';
  };
  return retention.start(
    [
      ...createPassagePurges(store).map((purge) => ({ class: 'passages' as const, purge })),
      { class: 'device-events', purge: createDeviceEventPurge(store) },
      { class: 'alarms', purge: createAlarmPurge(store, hasEvidence) },
      { class: 'alarms', purge: createNoticePurge(store) },
      { class: 'visits', purge: createVisitPurge(register) },
      { class: 'requests', purge: createRequestPurge(store) },
      { class: 'ledger', purge: createLedgerTrim(store, ledger, clock) },
    ],
    {
      picture: (camera) => evidence.oldestMs('picture', camera),
      clip: (camera) => evidence.oldestMs('clip', camera),
      export: (camera) => evidence.oldestMs('export', camera),
    },
  );
}
