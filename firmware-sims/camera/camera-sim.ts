import { type Log, silentLog } from './camera-log.ts';
import { createDigestGuard } from './rtsp-digest.ts';
import { startRtspServer } from './rtsp-server.ts';
import type { Scene } from './scene-kinds.ts';
import { createVideoSource } from './video-source.ts';

export type { Log } from './camera-log.ts';

export type CameraFault = 'none' | 'stall' | 'garbage' | 'gone';

export interface CameraSimOptions {
  id: string;
  /** 127.0.0.1 unless said. */
  host?: string;
  /** 0, any free port, unless said. */
  port?: number;
  /** When set, clients must answer a Digest challenge. */
  credentials?: { user: string; password: string };
  /** Even numbers of pixels. */
  width: number;
  height: number;
  fps: number;
  /** Drawn for the same size. */
  scene: Scene;
  log?: Log;
}

export interface CameraSim {
  readonly id: string;
  /** rtsp://[user:password@]host:port/live */
  readonly url: string;
  readonly scene: Scene;
  /**
   * `stall` keeps connections and sends nothing, `garbage` sends random bytes, `gone` closes the listener and all
   * connections, `none` is back to normal on the same port.
   */
  fault(kind: CameraFault): Promise<void>;
  stop(): Promise<void>;
}

const path = '/live';

/** A camera on the network: the scene, encoded in H.264, behind an RTSP server of its own. */
export async function startCameraSim(options: CameraSimOptions): Promise<CameraSim> {
  const { id, fps, scene, credentials, host = '127.0.0.1', log = silentLog } = options;
  const source = await createVideoSource({ id, width: options.width, height: options.height, fps, scene, log });
  const guard = credentials && createDigestGuard({ realm: 'IP Camera', credentials, now: Date.now });
  const stream = { id, path, fps, source, log, ...(guard && { guard }) };
  const server = await startRtspServer({ host, port: options.port ?? 0, stream }).catch(async (error: unknown) => {
    await source.close();
    throw error;
  });
  let steps: Promise<void> = Promise.resolve();

  async function apply(kind: CameraFault): Promise<void> {
    server.setMode(kind === 'stall' || kind === 'garbage' ? kind : 'normal');
    await (kind === 'gone' ? server.goAway() : server.comeBack());
    log.info({ camera: id, fault: kind }, 'camera fault set');
  }

  return {
    id,
    url: `rtsp://${loginPart(credentials)}${host.includes(':') ? `[${host}]` : host}:${server.port}${path}`,
    scene,
    fault(kind) {
      const step = steps.then(() => apply(kind));
      steps = step.catch(() => undefined); // its failure belongs to who asked for the fault
      return step;
    },
    async stop() {
      await steps;
      await server.close();
      await source.close();
    },
  };
}

function loginPart(credentials: CameraSimOptions['credentials']): string {
  if (!credentials) return '';
  return `${encodeURIComponent(credentials.user)}:${encodeURIComponent(credentials.password)}@`;
}
