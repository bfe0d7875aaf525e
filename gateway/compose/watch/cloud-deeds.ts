import type { CommandAskedMessage, DownlinkMessage } from '../../../devices/contracts/downlink.ts';
import type { AlarmActor } from '../../alarms/alarm.ts';
import type { AlarmBook } from '../../alarms/alarm-book.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ClockTrust } from '../../kernel/clock-trust.ts';
import type { Ledger } from '../../ledger/ledger.ts';

export interface CloudDeedsOptions {
  book: Pick<AlarmBook, 'acknowledgeFrom' | 'act'>;
  ledger: Pick<Ledger, 'append'>;
  trust: Pick<ClockTrust, 'known'>;
  clock: Clock;
  /** What operators ask this gateway to do now. */
  commandAsked(message: CommandAskedMessage): 'applied' | 'refused';
}

/**
 * Does here what operators of the cloud did, in the caller's transaction. It is `refused` where there is no such alarm (any
 * more); whoever was second is kept all the same and stands as `applied`. A kind that the contract adds needs its case here.
 */
export function createCloudDeeds({ book, ledger, trust, clock, commandAsked }: CloudDeedsOptions) {
  return (message: DownlinkMessage): 'applied' | 'refused' => {
    if (message.kind === 'command.asked') return commandAsked(message);
    const { alarm: id, atMs } = message;
    const by: AlarmActor = { kind: 'cloud', id: message.by };
    const nowMs = clock.wallMs();
    const answer =
      message.kind === 'alarm.acknowledged'
        ? book.acknowledgeFrom(by, id, atMs, { nowMs, clockKnown: trust.known() })
        : book.act(id, { kind: 'note' }, by, nowMs, { note: message.note });
    if (answer.kind === 'refused') return 'refused';
    ledger.append({
      ...{ atMs: nowMs, actor: { kind: 'gateway' }, action: message.kind, subject: id },
      detail: { by: `cloud:${message.by}`, type: answer.alarm.type, source: answer.alarm.source },
    });
    return 'applied';
  };
}
