import type { Operator } from '../tenancy/access.ts';
import type { ShareDeed } from './exports-store.ts';
import type { ShareAct, ShareRow } from './share.ts';

type About = Pick<ShareRow, 'share' | 'terms'>;

/** Readers of the audit log find what is about one gateway there; the rest is for those who see the whole cloud. */
function oneGateway({ terms }: About): string | null {
  const { gateways = [] } = terms.selection;
  return gateways.length === 1 ? gateways[0]! : null;
}

/** What an operator did about a share. */
export function deedOf(
  row: About,
  act: ShareAct,
  { id, sign }: Pick<Operator, 'id' | 'sign'>,
  atMs: number,
  why: string | null,
): ShareDeed {
  return { share: row.share, act, by: sign, operator: id, gateway: oneGateway(row), atMs, why };
}

/** What the cloud did about a share by itself. */
export function deedOfCloud(row: About, act: ShareAct, why: string, atMs: number): ShareDeed {
  return { share: row.share, act, by: 'cloud', operator: null, gateway: oneGateway(row), atMs, why };
}
