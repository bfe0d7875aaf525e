import Type, { type Static } from 'typebox';
import type { RolloutState } from '../../devices/contracts/rollout.ts';
import { defaultTenant } from '../twin/layer-name.ts';
import type { OpenPlace } from './rollout-store.ts';

/** hawkBit's Direct Device Integration API, version 1: eclipse.dev/hawkbit/apis/ddi_api. Only what update clients need. */

/** An update client says more than this; what is not understood is not looked at. */
export const DdiFeedback = Type.Object({
  status: Type.Object({
    execution: Type.Enum([
      'closed',
      'proceeding',
      'canceled',
      'scheduled',
      'rejected',
      'resumed',
      'downloaded',
      'download',
    ]),
    result: Type.Object({ finished: Type.Enum(['success', 'failure', 'none']) }),
    details: Type.Optional(Type.Array(Type.String({ maxLength: 5000 }), { maxItems: 200 })),
  }),
});
export type DdiFeedback = Static<typeof DdiFeedback>;

export const DdiConfigData = Type.Object({
  mode: Type.Optional(Type.Enum(['merge', 'replace', 'remove'])),
  data: Type.Record(Type.String({ minLength: 1, maxLength: 128 }), Type.String({ maxLength: 128 }), {
    maxProperties: 100,
  }),
});
export type DdiConfigData = Static<typeof DdiConfigData>;

const link = (href: string) => ({ href });

export interface DdiAddress {
  /** `https://HOST`, as the device reaches the cloud. */
  origin: string;
  id: string;
}

export const baseOf = ({ origin, id }: DdiAddress) => `${origin}/${defaultTenant}/controller/v1/${id}`;
export const artefactPath = (action: string, fileName: string) => `deploymentBase/${action}/artifacts/${fileName}`;

/** Whether the device shall stop: it is at something that is not listed any more. */
export const isCancelled = ({ calledOff, state }: OpenPlace) =>
  calledOff && state !== 'switching' && state !== 'confirming';

/** The answer to a poll: how soon to come again, and where there is something to do. */
export function viewPoll(address: DdiAddress, sleep: string, place: OpenPlace | undefined, wantsAttributes: boolean) {
  const base = baseOf(address);
  const action = place && {
    [isCancelled(place) ? 'cancelAction' : 'deploymentBase']: link(
      `${base}/${isCancelled(place) ? 'cancelAction' : 'deploymentBase'}/${place.attempt}`,
    ),
  };
  return {
    config: { polling: { sleep } },
    _links: { ...action, ...(wantsAttributes ? { configData: link(`${base}/configData`) } : {}) },
  };
}

/** What is to be installed; a release is one chunk of one artefact. */
export function viewDeployment(address: DdiAddress, { attempt, release }: OpenPlace) {
  const { manifest, hashes, fileName } = release;
  const href = `${baseOf(address)}/${artefactPath(attempt!, fileName)}`;
  return {
    id: attempt,
    deployment: {
      download: 'forced',
      update: 'forced',
      chunks: [
        {
          part: manifest.kind === 'firmware' ? 'os' : 'bApp',
          version: manifest.version,
          name: manifest.name,
          artifacts: [
            {
              filename: fileName,
              hashes: { ...hashes, sha256: manifest.artefact.sha256 },
              size: manifest.artefact.bytes,
              // clients without TLS look for one name, the others for the other
              _links: { download: link(href), 'download-http': link(href) },
            },
          ],
        },
      ],
    },
  };
}

export const viewCancel = ({ attempt }: OpenPlace) => ({ id: attempt, cancelAction: { stopId: attempt } });

/** The step that a client's word stands for. */
export function readFeedback({ status }: DdiFeedback): { state: RolloutState; failed: boolean } {
  const { execution, result } = status;
  if (execution === 'closed')
    return result.finished === 'success' ? { state: 'committed', failed: false } : { state: 'failed', failed: true };
  if (execution === 'rejected' || execution === 'canceled') return { state: 'failed', failed: true };
  if (execution === 'downloaded') return { state: 'verified', failed: false };
  return { state: 'downloading', failed: false };
}

/** What a device has after it sent some of its attributes. */
export function mergeAttributes(before: Record<string, string> | null, { mode = 'merge', data }: DdiConfigData) {
  if (mode === 'replace') return data;
  const kept = Object.entries(before ?? {}).filter(([key]) => !Object.hasOwn(data, key));
  return Object.fromEntries(mode === 'remove' ? kept : [...kept, ...Object.entries(data)].slice(-200));
}
