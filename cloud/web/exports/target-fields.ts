import type { TextKey } from '../locales/texts.ts';

/** What an operator types for each way of delivery; the cloud checks it. */
export const targetFields = {
  webhook: ['url'],
  'cloudevents-http': ['url', 'mode', 'token'],
  'cloudevents-mqtt': ['url', 'topic', 'user', 'password'],
  gat1400: ['url', 'deviceId', 'user', 'password', 'organisation', 'dispositionId', 'subscribeId', 'devices'],
} as const;
export type Way = keyof typeof targetFields;
export const ways = Object.keys(targetFields) as Way[];
export type TargetField = (typeof targetFields)[Way][number];
/** Nobody looks over a shoulder at these. */
export const hiddenFields: readonly TargetField[] = ['token', 'password'];

export const nameOfField = (field: TargetField): TextKey => `exports.targetOf.${field}`;

/** `gateway/device=code`, one a line. */
function readDevices(text: string): Record<string, string> {
  const pairs = text.split('\n').map((line) => line.split('='));
  return Object.fromEntries(pairs.map(([device = '', code = '']) => [device.trim(), code.trim()]).filter(([id]) => id));
}

/** What was typed, as the cloud takes it: empty fields are left out. */
export function toTarget(way: Way, typed: Partial<Record<TargetField, string>>): Record<string, unknown> {
  const target: Record<string, unknown> = way === 'cloudevents-http' ? { mode: 'structured' } : {};
  for (const field of targetFields[way]) {
    const text = typed[field]?.trim();
    if (text) target[field] = field === 'devices' ? readDevices(text) : text;
  }
  return target;
}

/** Without these a way has nothing to say. */
export const neededFields: Partial<Record<Way, readonly string[]>> = {
  gat1400: ['event', 'time', 'alarmType', 'gateway', 'source'],
};
