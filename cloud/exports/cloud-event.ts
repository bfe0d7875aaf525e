import { randomBytes } from 'node:crypto';
import type { ExportItem } from './export-adapter.ts';

export interface SharedCloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: 'ringward.shared' | 'ringward.test';
  time?: string;
  datacontenttype: 'application/json';
  data: object;
}

/**
 * CloudEvents 1.0.2, JSON event format. `id` and `source` tell the share and nothing of the site; `type` is the same for all,
 * `time` is there only where the share lets it out.
 */
export function toCloudEvent(share: string, { id, fields }: ExportItem): SharedCloudEvent {
  return {
    specversion: '1.0',
    id,
    source: `urn:ringward:share:${share}`,
    type: 'ringward.shared',
    ...(typeof fields.time === 'string' ? { time: fields.time } : {}),
    datacontenttype: 'application/json',
    data: fields,
  };
}

/** Says that the way is open. */
export function testEvent(share: string): SharedCloudEvent {
  const id = `test-${randomBytes(8).toString('hex')}`;
  return { ...toCloudEvent(share, { id, fields: {} }), type: 'ringward.test' };
}

export const structuredType = 'application/cloudevents+json; charset=utf-8';
export const batchedType = 'application/cloudevents-batch+json; charset=utf-8';
