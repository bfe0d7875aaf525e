import { createRemoteWorker, type RemoteWorker, type RemoteWorkerOptions } from './remote-worker.ts';

/** The nodes of a site, and the way to them. */
export interface PoolNodes {
  site: string;
  members: readonly { id: string; secret: string }[];
  /** Of each camera that a node looks at, which. */
  nodeOf(camera: string): string | undefined;
  send(node: string, frame: Uint8Array): void;
}

export function createNodeWorker(
  { site, send }: PoolNodes,
  { id, secret }: PoolNodes['members'][number],
  options: Omit<RemoteWorkerOptions, 'identity' | 'transmit'>,
): RemoteWorker {
  return createRemoteWorker({
    ...options,
    identity: { site, node: id, secret },
    transmit: (frame) => send(id, frame),
  });
}
