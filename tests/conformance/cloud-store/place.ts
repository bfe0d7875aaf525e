import type { CloudConfig } from '../../../cloud/cloud-config.ts';
import type { Log } from '../../../cloud/log.ts';

/** What the configuration says of where data is. */
export type Place = Pick<CloudConfig, 'data' | 'store'>;

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
