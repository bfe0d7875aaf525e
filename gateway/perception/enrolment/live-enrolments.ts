import type { Clock } from '../../kernel/clock.ts';
import type { FaceRecognizer } from '../faces/face-recognizer.ts';
import type { FromPerception, ToPerception } from '../messages.ts';
import type { Picture } from '../streams/picture.ts';
import { type LiveEnrolment, startLiveEnrolment } from './live-enrolment.ts';
import { wantedLooks } from './live-looks.ts';

export interface LiveEnrolmentsPorts {
  clock: Clock;
  recognizer: FaceRecognizer;
  /** `undefined` if there is no such camera. */
  camera(id: string): { snapshot(): Promise<Picture | undefined> } | undefined;
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  send(message: FromPerception): void;
  onProblem(error: unknown): void;
}

/** The live enrolments of one process, one a camera. Each request is answered with `enrolled`, however it ends. */
export interface LiveEnrolments {
  start(message: ToPerception & { kind: 'enrol-live' }): void;
  cancel(request: number): void;
  stop(): Promise<void>;
}

export function createLiveEnrolments(ports: LiveEnrolmentsPorts): LiveEnrolments {
  const { clock, recognizer, send } = ports;
  const running = new Map<number, { camera: string; enrolment: LiveEnrolment; answered: Promise<void> }>();

  const answer = (request: number, camera: string, templates: Float32Array[], reasons: string[]) =>
    send({ kind: 'enrolled', request, templates, refused: reasons.map((reason) => ({ photo: camera, reason })) });

  return {
    start: ({ request, camera: id, seconds }) => {
      const camera = ports.camera(id);
      if (!camera) return answer(request, id, [], ['unknown-camera']);
      if ([...running.values()].some((other) => other.camera === id)) return answer(request, id, [], ['busy']);
      const enrolment = startLiveEnrolment({
        seconds,
        clock,
        recognizer,
        newest: () => camera.snapshot(),
        inTurn: ports.inTurn,
        onHint: (hint, kept) => send({ kind: 'enrol-hint', request, hint, kept, wanted: wantedLooks }),
        onProblem: ports.onProblem,
      });
      const answered = enrolment.ended.then(({ templates, reasons }) => {
        running.delete(request);
        answer(request, id, templates, reasons);
      });
      running.set(request, { camera: id, enrolment, answered });
    },
    cancel: (request) => running.get(request)?.enrolment.cancel(),
    stop: async () => {
      for (const { enrolment } of running.values()) enrolment.cancel();
      await Promise.all([...running.values()].map(({ answered }) => answered));
    },
  };
}
