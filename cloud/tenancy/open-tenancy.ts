import type { OperatorCredentials } from '../api/operator-credentials.ts';
import { createOperatorSessions, type OperatorSessions } from '../api/operator-session.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AlarmKey, CloudStore, StoreChange } from '../store/store.ts';
import type { Access } from './access.ts';
import { startDeskEscalator } from './desk-escalator.ts';
import { createDeskLevels, type DeskLevels } from './desk-levels.ts';
import { type Directory, openDirectory } from './directory.ts';
import { openFactorSeal } from './factor-seal.ts';
import { type GatewaySites, openGatewaySites } from './gateway-sites.ts';
import { createOperatorAccess } from './operator-access.ts';
import { createOperatorDesk, type OperatorDesk } from './operator-desk.ts';
import { createOperatorLogin, firstAccount, type OperatorLogin } from './operator-login.ts';
import { createOperatorRights, type OperatorRights } from './operator-rights.ts';
import { createPlaceDesk, type PlaceDesk } from './place-desk.ts';
import { firstAccountRoles } from './roles.ts';
import { createSecondFactors, type SecondFactors } from './second-factors.ts';

export interface CloudTenancyOptions {
  store: CloudStore;
  credentials: OperatorCredentials;
  /** Gateways of the configuration file. */
  configured: readonly { gateway: string; site?: string }[];
  /** What a phone shows beside the sign of who enrols a second factor; whether everybody with a password has to. */
  secondFactor: { issuer: string; required: boolean };
  /** Who may what has changed. */
  changed(): void;
  clock: Clock;
  log: Log;
}

export interface CloudTenancy {
  access: Access;
  directory: Directory;
  rights: OperatorRights;
  sites: GatewaySites;
  sessions: OperatorSessions;
  login: OperatorLogin;
  factors: SecondFactors;
  operators: OperatorDesk;
  places: PlaceDesk;
  levels: DeskLevels;
  /** Lets alarms climb from level to level until the returned function is called. */
  startDesk(changed: (key: AlarmKey) => void): () => Promise<void>;
  /** Another process over the same store did something. */
  heard(change: StoreChange): void;
}

/** The account that every cloud begins with; an older store's password goes on being its own. */
async function makeFirstAccount({ store, clock }: CloudTenancyOptions): Promise<void> {
  const madeMs = clock.wallMs();
  const reason = 'the first account of every cloud may do everything';
  const account = { id: firstAccount, sign: firstAccount, madeMs, madeBy: 'cloud' };
  const grants = firstAccountRoles.map((held) => ({
    ...held,
    ...{ operator: firstAccount, by: 'cloud', atMs: madeMs, reason },
  }));
  const act = { by: 'cloud', atMs: madeMs, deed: 'operator.make', subject: firstAccount, place: 'cloud' };
  await store.tenancy.addOperator({ ...account, origin: 'first', passwordHash: null, subject: null }, grants, act);
}

/** Its password is another from now on: whoever had the old one may have made tokens. */
export const endFirstTokens = (tenancy: CloudStore['tenancy'], atMs: number): Promise<void> =>
  tenancy.changeOperator(
    firstAccount,
    { endTokens: true },
    { by: 'cloud', atMs, deed: 'operator.renew-password', subject: firstAccount, place: 'cloud' },
  );

/** Whoever runs the cloud takes the first account's second factor off; whether there was one. */
export async function endFirstFactor(tenancy: CloudStore['tenancy'], atMs: number): Promise<boolean> {
  if ((await tenancy.factor(firstAccount)) === undefined) return false;
  const act = { by: 'cloud', atMs, deed: 'operator.remove-second-factor', subject: firstAccount, place: 'cloud' };
  await tenancy.changeOperator(firstAccount, { factor: null }, act);
  return true;
}

/** Who is let in, what he may do where, and whose which gateway is. */
export async function openCloudTenancy(options: CloudTenancyOptions): Promise<CloudTenancy> {
  const { store, credentials, configured, secondFactor, changed, clock, log } = options;
  const { tenancy } = store;
  await makeFirstAccount(options);
  const directory = await openDirectory(tenancy, changed);
  const sites = await openGatewaySites({ store, configured, directory, log });
  const rights = createOperatorRights(directory, sites);
  const login = createOperatorLogin({ directory, store: tenancy, first: credentials });
  const sessions = await createOperatorSessions({ store, tagOf: login.tagOf, clock, log });
  const levels = createDeskLevels(directory, sites);
  return {
    ...{ levels, directory, rights, sites, sessions, login },
    factors: createSecondFactors({
      ...{ store: tenancy, directory, seal: await openFactorSeal(store), clock, log },
      ...secondFactor,
    }),
    access: createOperatorAccess({ sessions, directory, rights, store: tenancy, clock, log }),
    operators: createOperatorDesk({ store: tenancy, directory, clock }),
    places: createPlaceDesk({ store: tenancy, directory, sites, clock }),
    startDesk: (told) =>
      startDeskEscalator({
        ...{
          store: store.desk,
          alarmsOf: store.alarmsOf,
          levels,
          refresh: directory.refresh,
          changed: told,
          clock,
          log,
        },
      }),
    heard(change) {
      sessions.heard(change);
      sites.heard(change);
      if (!change.tenancy && !change.missed) return;
      directory.refresh().catch((error: unknown) => {
        // every request reads it again, and is not answered where that fails
        log.warn({ err: error }, 'who may what could not be read');
      });
    },
  };
}
