import { type CommandWhat, commandRules } from '../../devices/contracts/command.ts';
import type { CommandAskedMessage } from '../../devices/contracts/downlink.ts';
import type { SiteFile } from '../../devices/contracts/site-file.ts';

/** Why a site turns a command away before anything else is looked at. */
export type RemoteRefusal = 'needs-two' | 'remote-not-allowed' | 'no-camera' | 'no-door' | 'no-device';

/** Whether a list of the site file has it. */
export const lists = (allowed: 'all' | readonly string[] | undefined, id: string): boolean =>
  allowed === 'all' || (allowed?.includes(id) ?? false);

/** Whether the site lets operators of the cloud do this; `undefined` where it does. */
export function decideRemote(
  site: SiteFile,
  what: CommandWhat,
  by: CommandAskedMessage['by'],
): RemoteRefusal | undefined {
  // the site was promised two people, whatever the cloud says
  if (commandRules[what.kind].approval && (by.approved === undefined || by.approved === by.asked)) return 'needs-two';
  const {
    restart = true,
    diagnostics = true,
    logs = true,
    snapshots,
    live,
    doors,
    devices = false,
  } = site.remote ?? {};
  const unless = (allowed: boolean) => (allowed ? undefined : ('remote-not-allowed' as const));
  switch (what.kind) {
    case 'restart':
      return unless(restart);
    case 'diagnostics':
      return unless(diagnostics);
    case 'log-bundle':
      return unless(logs);
    case 'snapshot':
      // what is not allowed is not said to exist either
      if (!lists(snapshots, what.camera)) return 'remote-not-allowed';
      return site.cameras.some(({ id }) => id === what.camera) ? undefined : 'no-camera';
    case 'live-view':
      if (!lists(live, what.camera)) return 'remote-not-allowed';
      return site.cameras.some(({ id }) => id === what.camera) ? undefined : 'no-camera';
    case 'open-door':
      if (!lists(doors, what.door)) return 'remote-not-allowed';
      return [...site.doors, ...site.barriers].some(({ id }) => id === what.door) ? undefined : 'no-door';
    case 'device-approve':
    case 'device-revoke':
      if (!devices) return 'remote-not-allowed';
      return site.devices.some(({ id }) => id === what.device) ? undefined : 'no-device';
  }
}
