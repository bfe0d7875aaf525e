import type { DeviceStanding, StandingRefusal } from '../../devices/contracts/device-list.ts';
import type { DeviceApproval } from '../../devices/contracts/site-file.ts';

/** How a device stands, as it is kept. */
export interface StandingRow {
  standing: DeviceStanding;
  /** Grows with every change. 0: nothing is kept of it yet. */
  revision: number;
  /** Serial number of the device that was approved; '' for one that tells none, undefined before the approved one has come. */
  approved: string | undefined;
  /** What the one that came last tells; '' for none, undefined where none has come yet. */
  said: string | undefined;
  firmware: string | undefined;
}

export const unknownDevice = (approval: DeviceApproval): StandingRow => ({
  standing: approval === 'operator' ? 'waiting' : 'approved',
  ...{ revision: 0, approved: undefined, said: undefined, firmware: undefined },
});

/** What a birth message changes; `because` names it where the standing or what it rests on has changed. */
export interface BirthOutcome {
  row: StandingRow;
  because?: 'listed' | 'new' | 'other-hardware' | 'approved-one-back';
}

/** A device has come that says this of itself. A revoked one is not asked. */
export function decideBirth(
  row: StandingRow,
  birth: { hardware: string; firmware: string | undefined },
  approval: DeviceApproval,
): BirthOutcome {
  const heard = { ...row, said: birth.hardware, firmware: birth.firmware };
  const changed = (standing: DeviceStanding, because: NonNullable<BirthOutcome['because']>): BirthOutcome => ({
    row: {
      ...heard,
      standing,
      revision: row.revision + 1,
      ...(standing === 'approved' && { approved: birth.hardware }),
    },
    because,
  });
  if (row.standing === 'revoked') return { row };
  const isApproved = row.approved === birth.hardware;
  if (approval === 'site-file') {
    if (row.standing === 'approved' && isApproved) return { row: heard };
    const isSwap = row.standing === 'approved' && row.approved !== undefined;
    return changed('approved', isSwap ? 'other-hardware' : 'listed');
  }
  if (row.standing === 'approved') {
    if (isApproved) return { row: heard };
    // It was approved before it came: whatever comes first is the one.
    if (row.approved === undefined) return { row: { ...heard, approved: birth.hardware } };
    return changed('waiting', 'other-hardware');
  }
  if (row.approved !== undefined && isApproved) return changed('approved', 'approved-one-back');
  if (row.said === birth.hardware) return { row: heard };
  return changed('waiting', row.said === undefined ? 'new' : 'other-hardware');
}

export type StandingVerdict = { ok: true; row: StandingRow } | { ok: false; code: StandingRefusal };

/** A person approves what he has seen at `revision`: whoever has decided meanwhile was first. */
export function decideApproval(row: StandingRow, revision: number): StandingVerdict {
  if (row.standing === 'approved') return { ok: false, code: 'already-approved' };
  if (row.revision !== revision) return { ok: false, code: 'standing-changed' };
  return { ok: true, row: { ...row, standing: 'approved', approved: row.said, revision: revision + 1 } };
}

/** A revocation counts whatever was seen: it wins over an approval that came between. */
export function decideRevocation(row: StandingRow): StandingVerdict {
  if (row.standing === 'revoked') return { ok: false, code: 'already-revoked' };
  return { ok: true, row: { ...row, standing: 'revoked', revision: row.revision + 1 } };
}
