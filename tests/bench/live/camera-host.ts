import { silentLog } from '../../../firmware-sims/camera/camera-log.ts';
import { createRecordedVideoSource } from '../../../firmware-sims/camera/recorded-video-source.ts';
import { startRtspServer } from '../../../firmware-sims/camera/rtsp-server.ts';
import { recordMarkedFilm } from './marked-film.ts';

export type ToCameras = { kind: 'start'; cameras: number } | { kind: 'sent' };

/** Addresses, and what the film weighs; or for each camera when the frame of each number was sent last. */
export type FromCameras =
  | { kind: 'started'; urls: string[]; kilobitsPerSecond: number }
  | { kind: 'sent'; atMs: number[][] };

const sentAtMs: number[][] = [];

async function start(cameras: number): Promise<FromCameras> {
  const recording = await recordMarkedFilm();
  const bytes = recording.units.reduce((all, { nals }) => all + nals.reduce((sum, { length }) => sum + length, 0), 0);
  const urls: string[] = [];
  for (let at = 0; at < cameras; at += 1) {
    const source = createRecordedVideoSource(recording);
    const sent: number[] = [];
    sentAtMs.push(sent);
    let frame = 0;
    source.subscribe(() => {
      sent[frame] = performance.timeOrigin + performance.now();
      frame = (frame + 1) % recording.units.length;
    });
    const stream = { id: `cam-${at}`, path: '/live', fps: recording.fps, source, log: silentLog };
    const { port } = await startRtspServer({ host: '127.0.0.1', port: 0, stream });
    urls.push(`rtsp://127.0.0.1:${port}/live`);
  }
  const seconds = recording.units.length / recording.fps;
  return { kind: 'started', urls, kilobitsPerSecond: Math.round((bytes * 8) / 1000 / seconds) };
}

process.on('message', (message: ToCameras) => {
  if (message.kind === 'sent') process.send?.({ kind: 'sent', atMs: sentAtMs } satisfies FromCameras);
  else void start(message.cameras).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
