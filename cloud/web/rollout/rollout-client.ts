import { useQuery } from '@tanstack/react-query';
import type { PlaceView, ReleaseView, RolloutView } from '../../rollout/rollout-views.ts';
import { ask, get, post } from '../api/cloud-client.ts';

export interface RolloutDetail {
  rollout: RolloutView;
  gateways: PlaceView[];
  acts: { by: string; atMs: number; deed: string; reason: string | null }[];
}

export interface Releases {
  /** Whether this cloud rolls anything out. */
  on: boolean;
  releases: ReleaseView[];
}

export interface RolloutPreview {
  gateways: number;
  sites: number;
  groups: number[];
}

/** Progress is to be seen as it is made. */
const everyMs = 2000;
/** While nothing runs. */
const calmEveryMs = 10_000;

export const useRollouts = () =>
  useQuery({
    queryKey: ['rollouts', 'list'],
    queryFn: () => get<{ rollouts: RolloutView[] }>('/v1/rollouts'),
    refetchInterval: ({ state }) =>
      state.data?.rollouts.some(({ phase }) => phase === 'running') ? everyMs : calmEveryMs,
  });

export const useRollout = (id: string) =>
  useQuery({
    queryKey: ['rollouts', 'one', id],
    queryFn: () => get<RolloutDetail>(`/v1/rollouts/${id}`),
    refetchInterval: everyMs,
  });

export const useReleases = () =>
  useQuery({ queryKey: ['rollouts', 'releases'], queryFn: () => get<Releases>('/v1/releases') });

export const prepareRollout = async (draft: object): Promise<RolloutView> =>
  (await (await post('/v1/rollouts', draft)).json()) as RolloutView;

/** Small enough for a slow line: a request has to be through within ten seconds. */
const pieceBytes = 1024 * 1024;

/** Sends a signed release and its artefact, piece by piece, from where an earlier try ended. */
export async function sendRelease(release: object, file: File, onSent: (share: number) => void): Promise<void> {
  const row = (await (await post('/v1/releases', { release })).json()) as ReleaseView;
  for (let offset = row.whole ? file.size : row.come; offset < file.size || (offset === 0 && file.size === 0); ) {
    const answer = await ask(`/v1/releases/${row.id}/artefact?offset=${offset}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: file.slice(offset, offset + pieceBytes),
    });
    const { come, whole } = (await answer.json()) as { come: number; whole: boolean };
    onSent(come / Math.max(1, file.size));
    if (whole || come <= offset) return;
    offset = come;
  }
}
