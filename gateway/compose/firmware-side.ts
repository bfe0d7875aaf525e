import { join } from 'node:path';
import { deviceKinds, type SiteFile } from '../../devices/contracts/site-file.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { createFirmwareDesk, type FirmwareDevices } from '../update/firmware-desk.ts';
import { createFirmwareTarget } from '../update/firmware-target.ts';
import type { UpdateTarget } from '../update/update-target.ts';
import type { SiteCore } from './site-core.ts';

export interface FirmwareSideOptions {
  site: Pick<SiteFile, 'devices'>;
  core: SiteCore;
  send: FirmwareDevices['send'];
  clock: Clock;
  log: Log;
}

export interface FirmwareSide {
  /** What a device said of its program. */
  said(device: string, payload: Uint8Array): void;
  /** The firmware of one kind of device; undefined for a kind that there is not. */
  target(name: string, folder: string): UpdateTarget | undefined;
}

/** Joins the devices of the site to the rollouts of their firmware. */
export function createFirmwareSide({ site, core, send, clock, log }: FirmwareSideOptions): FirmwareSide {
  const { presence, admission, metrics, store, planned, safeMoment } = core;
  const desk = createFirmwareDesk({ log, metrics });
  const kinds = new Map(site.devices.map(({ id, kind }) => [id, kind]));
  const isMember = (device: string) => kinds.has(device) && admission.standing(device) === 'approved';
  const devices: FirmwareDevices = {
    ofKind: (kind) => [...kinds].flatMap(([id, own]) => (own === kind && isMember(id) ? [id] : [])),
    isMember,
    session(device) {
      const known = presence.get(device);
      return known?.state === 'online' ? known.session : undefined;
    },
    hindrance: safeMoment.hindrance,
    send,
    planned: (device, forMs) => store.transaction(() => planned.plan(device, forMs)),
  };
  const targets = new Map<string, UpdateTarget>();
  return {
    said(device, payload) {
      if (isMember(device)) desk.said(device, payload);
    },
    target(name, folder) {
      if (!deviceKinds.some((kind) => kind === name)) return undefined;
      const known = targets.get(name);
      const options = { folder: join(folder, 'firmware', name), name, devices, desk, clock, log, metrics };
      const target = known ?? createFirmwareTarget(options);
      targets.set(name, target);
      return target;
    },
  };
}
