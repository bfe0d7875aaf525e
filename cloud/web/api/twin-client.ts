import type { JsonObject } from '../../twin/merge-layers.ts';
import type { DeedView, LayerView, PreviewView, TwinList } from '../../twin/twin-views.ts';
import { ask, get, post } from './cloud-client.ts';

export interface Draft {
  content: JsonObject;
  priority?: number;
  members?: string[];
  only?: string[];
}

export interface LayerHistory {
  versions: NonNullable<LayerView['released']>[];
  deeds: DeedView[];
}

const pathOf = (layer: string) => `/v1/layers/${encodeURIComponent(layer)}`;

async function change(method: string, path: string, etag: string, body: object): Promise<LayerView> {
  const headers = { 'content-type': 'application/json', 'if-match': etag };
  return (await (await ask(path, { method, headers, body: JSON.stringify(body) })).json()) as LayerView;
}

/** Settings of gateways as the page reads and changes them; every call throws a CloudProblem. */
export const twinClient = {
  schema: () => get<object>('/v1/twin-schema'),
  twins: () => get<TwinList>('/v1/twins'),
  layers: () => get<{ layers: LayerView[] }>('/v1/layers'),
  layer: (layer: string) => get<LayerView>(pathOf(layer)),
  history: (layer: string) => get<LayerHistory>(`${pathOf(layer)}/versions`),
  async preview(layer: string, draft: Draft): Promise<PreviewView> {
    return (await (await post(`${pathOf(layer)}/preview`, draft)).json()) as PreviewView;
  },
  save: ({ layer, etag }: LayerView, draft: Draft, why: string) =>
    change('PUT', pathOf(layer), etag, { ...draft, why }),
  rollBack: ({ layer, etag }: LayerView, version: number, why: string) =>
    change('POST', `${pathOf(layer)}/rollback`, etag, { version, why }),
  widen: ({ layer, etag }: LayerView, why: string) => change('POST', `${pathOf(layer)}/widen`, etag, { why }),
  takeBack: ({ layer, etag }: LayerView, why: string) => change('POST', `${pathOf(layer)}/take-back`, etag, { why }),
  async resend(gateway: string): Promise<void> {
    await post(`/v1/twins/${encodeURIComponent(gateway)}/resend`, {});
  },
};
