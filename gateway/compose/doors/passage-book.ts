import { credentialId, type DecisionRecord } from '../../decision/sqlite-decisions.ts';
import type { AccessParts } from './access-parts.ts';

/** What became of grants: taken or not, which is what anti-passback and the uses of passes go by. */
export interface PassageBook {
  /** A way was granted to somebody whose credential counts its uses. */
  granted(record: DecisionRecord): void;
  /** A controller says of one of its commands that the way was used, or was not. */
  settled(command: string, device: string, taken: boolean): void;
  /** A barrier was raised for a vehicle: whether it drove through is seen by the loop under the arm. */
  raised(barrier: string, decision: string): void;
  /** Answers with the grant that it drove on, if there was one. */
  underArm(barrier: string): DecisionRecord | undefined;
  armDown(barrier: string): void;
}

/** More vehicles than these are not on their way through one barrier. */
const maxWaiting = 32;

export function createPassageBook(parts: AccessParts): PassageBook {
  const { decisions, uses, passback, doors, register, clock } = parts;
  const raised = new Map<string, string[]>();

  /** The id under which uses are counted; `undefined` where nobody counts. */
  const countedOf = (credential: string | undefined): string | undefined => {
    const id = credentialId(credential);
    if (id === undefined || credential === undefined || credential.startsWith('pass:')) return id;
    if (!/^(card|pin|plate|plate-fuzzy):/.test(credential)) return undefined;
    return register.get('credential', id)?.uses === undefined ? undefined : id;
  };
  const settle = (grant: DecisionRecord, taken: boolean) => {
    const { id, place, side, holder, taken: before } = grant;
    // What was taken stays taken; what counted as not taken may turn out to have been.
    if (before === taken || before) return;
    decisions.setTaken(id, taken);
    const counted = countedOf(grant.credential);
    if (counted !== undefined && !taken) uses.givenBack(counted, place);
    if (counted !== undefined && taken && before === false) uses.used(counted, place, clock.wallMs());
    const area = doors.door(place)?.passback?.area;
    if (taken && area !== undefined && holder !== undefined) passback.passed(holder, area, side);
  };
  const settleRaised = (decision: string | undefined, taken: boolean) => {
    const grant = decision === undefined ? undefined : decisions.get(decision);
    if (grant) settle(grant, taken);
    return grant;
  };
  return {
    granted: ({ credential, place }) => {
      const counted = countedOf(credential);
      if (counted !== undefined) uses.used(counted, place, clock.wallMs());
    },
    settled: (command, device, taken) => {
      const grant = decisions.grantOf(command, device);
      if (!grant) return;
      doors.settled(grant.place);
      settle(grant, taken);
    },
    raised: (barrier, decision) =>
      void raised.set(barrier, [...(raised.get(barrier) ?? []), decision].slice(-maxWaiting)),
    underArm: (barrier) => settleRaised(raised.get(barrier)?.shift(), true),
    armDown: (barrier) => {
      for (const decision of raised.get(barrier) ?? []) settleRaised(decision, false);
      raised.delete(barrier);
    },
  };
}
