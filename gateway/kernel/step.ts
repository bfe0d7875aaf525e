import { channel } from 'node:diagnostics_channel';

/** Moments at which a kill must do no harm, in the order in which a card at a door passes them; then those of settings. */
export const stepNames = [
  'intake.received',
  'intake.stored',
  'decision.recorded',
  'outbox.appended',
  'command.issued',
  'intake.observed',
  'command.sending',
  'command.sent',
  'intake.committed',
  'command.answered',
  'outbox.numbered',
  'uplink.read',
  'uplink.sending',
  'uplink.answered',
  'uplink.acknowledged',
  'twin.writing',
  'twin.written',
  'update.writing',
  'update.written',
] as const;
export type StepName = (typeof stepNames)[number];

const steps = channel('ringward:step');

/** Says where the work stands to whoever listens on the channel `ringward:step`: the fault suites do, and kill there. */
export function step(name: StepName): void {
  if (steps.hasSubscribers) steps.publish(name);
}
