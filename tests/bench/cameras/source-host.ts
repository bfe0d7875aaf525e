import { silentLog } from '../../../firmware-sims/camera/camera-log.ts';
import {
  createRecordedVideoSource,
  type RecordedVideoSource,
} from '../../../firmware-sims/camera/recorded-video-source.ts';
import type { Recording } from '../../../firmware-sims/camera/recording.ts';
import { startRtspServer } from '../../../firmware-sims/camera/rtsp-server.ts';
import { readRecording } from './recordings.ts';

/** What the process that plays the cameras is asked; each call has one answer with its number. */
export type ToSources =
  | { call: number; ask: 'start'; cameras: { id: string; idle: string }[] }
  | { call: number; ask: 'play'; camera: string; file: string }
  | { call: number; ask: 'cpu' };

/** Addresses by camera; when the recording began (milliseconds as `performance` gives them); CPU milliseconds so far. */
export interface FromSources {
  call: number;
  answer: Record<string, string> | number;
}

const sources = new Map<string, RecordedVideoSource>();
const read = new Map<string, Recording>();

function recordingOf(file: string): Recording {
  const recording = read.get(file) ?? readRecording(file);
  read.set(file, recording);
  return recording;
}

async function serve({ id, idle }: { id: string; idle: string }): Promise<[string, string]> {
  const recording = recordingOf(idle);
  const source = createRecordedVideoSource(recording);
  sources.set(id, source);
  const stream = { id, path: '/live', fps: recording.fps, source, log: silentLog };
  const { port } = await startRtspServer({ host: '127.0.0.1', port: 0, stream });
  return [id, `rtsp://127.0.0.1:${port}/live`];
}

async function answerOf(message: ToSources): Promise<FromSources['answer']> {
  if (message.ask === 'start') return Object.fromEntries(await Promise.all(message.cameras.map(serve)));
  if (message.ask === 'play') return sources.get(message.camera)!.play(recordingOf(message.file));
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

process.on('message', (message: ToSources) => {
  void answerOf(message).then((answer) => process.send?.({ call: message.call, answer } satisfies FromSources));
});
process.on('disconnect', () => process.exit(0));
