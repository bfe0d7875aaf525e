import * as claim from '../../../devices/contracts/claim.ts';
import * as command from '../../../devices/contracts/command.ts';
import * as list from '../../../devices/contracts/device-list.ts';
import * as firmware from '../../../devices/contracts/firmware.ts';
import { type Parser, parseJsonBytes } from '../../../devices/contracts/parse.ts';
import * as release from '../../../devices/contracts/release.ts';
import * as permits from '../../../devices/contracts/remote-permits.ts';
import * as rights from '../../../devices/contracts/rights.ts';
import * as rollout from '../../../devices/contracts/rollout.ts';
import * as uplink from '../../../devices/contracts/uplink.ts';
import { demand, type FuzzTarget } from '../fuzz-target.ts';
import { wordsOfSchema } from '../loop/words-of.ts';

const parsers: Parser<unknown>[] = [
  ...[
    claim.parseClaimRequest,
    claim.parseClaimReceipt,
    claim.parseClaimState,
    claim.parseIssuedIdentity,
    claim.parseRenewalRequest,
  ],
  ...[command.parseCommandLeave, command.parseCommandRecord, list.parseDeviceList, firmware.parseFirmwareOrder],
  ...[
    firmware.parseFirmwareSaid,
    release.parseReleaseManifest,
    release.parseReleaseKeyList,
    permits.parseRemotePermits,
  ],
  ...[
    rights.parseSignedRights,
    rights.parseRightsSnapshot,
    rollout.parseRolloutAssignments,
    rollout.parseRolloutReport,
  ],
  ...[uplink.parseUplinkReceipt, uplink.parseUplinkStatus],
];
const modules = [claim, command, list, firmware, release, permits, rights, rollout, uplink];
const maxBytes = 64 * 1024;
const of = (parser: Parser<never> | Parser<unknown>, message: object) =>
  Buffer.concat([Buffer.of(parsers.indexOf(parser as Parser<unknown>)), Buffer.from(JSON.stringify(message))]);

/** The first byte chooses the message. */
export const target: FuzzTarget = {
  name: 'cloud-answers',
  about: 'what cloud, gateways and devices say to each other in JSON is read or refused by a sentence',
  head: 1,
  seeds: [
    ...parsers.map((parser) => of(parser, {})),
    of(claim.parseClaimReceipt, { claim: 'a'.repeat(16), pollAfterS: 5, nowMs: 1 }),
    of(claim.parseClaimState, { state: 'refused', why: 'not-ours' }),
    of(uplink.parseUplinkReceipt, { acked: 3 }),
    of(rollout.parseRolloutAssignments, { assignments: [] }),
    of(rights.parseSignedRights, { version: 1, payload: 'AAAA', signature: 'b' }),
    of(permits.parseRemotePermits, {}),
  ],
  words: wordsOfSchema(modules),
  run(input) {
    const parser = parsers[(input[0] ?? 0) % parsers.length]!;
    const parsed = parseJsonBytes(input.subarray(1), parser, maxBytes);
    if (!parsed.ok) return demand(parsed.problem !== '', 'a problem is a sentence');
    demand(parser(JSON.parse(JSON.stringify(parsed.value))).ok, 'what is taken can be handed on');
  },
};
