import type { PersonPhoto } from '../assets/people.ts';
import type { Frame } from './frame.ts';

/** What a simulated camera looks at. The camera calls `render` once a frame, always with the same frame. */
export interface Scene {
  /** Draws the picture for this moment; false if it has not changed since the last call. */
  render(frame: Frame, nowMs: number): boolean;
}

export interface SceneOptions {
  width: number;
  height: number;
  /** Picks one of the drawn backgrounds. */
  background?: number;
  /** Drawn in the picture's corner, as cameras do. */
  title: string;
}

/** Times are milliseconds as `sim-clock.ts` tells them, comparable between processes of one machine. */
export interface DoorScene extends Scene {
  /**
   * A person walks up to the door, stands there and leaves. Resolves when the face stands in front at full size, with
   * the moment of the first frame drawn so. Rejects if `clear` or another `walkUp` takes the person away before.
   */
  walkUp(person: PersonPhoto, options?: { approachMs?: number; stayMs?: number }): Promise<{ inFrontAtMs: number }>;
  /** Nobody stands there any more, at once. */
  clear(): void;
}

export interface SimVehicle {
  plate: string;
  colour: 'blue' | 'green' | 'yellow';
}

export interface LaneScene extends Scene {
  /** A vehicle drives up to the barrier and stops at the loop until `leave`. Rejects if taken away before it is there. */
  driveUp(vehicle: SimVehicle, options?: { approachMs?: number }): Promise<{ atLoopAtMs: number }>;
  /** The vehicle drives off under the open barrier; resolves when the picture shows the empty lane. */
  leave(options?: { leaveMs?: number }): Promise<void>;
  clear(): void;
}

/** Who comes into a yard or a lift; an e-bike is pushed by somebody. */
export type YardActor =
  | { kind: 'person'; person: PersonPhoto }
  | { kind: 'car'; paint: string }
  | { kind: 'e-bike'; person: PersonPhoto };

/** A public area or a lift: a drawn background, something small that moves now and then, and a clock. */
export interface YardScene extends Scene {
  /**
   * Somebody or something comes along the way of this place and stays at its end until `leave`. Rejects if it has no way for
   * it, or if `clear` or another `enter` takes it away before it is there.
   */
  enter(actor: YardActor): Promise<{ thereAtMs: number }>;
  /** It goes back the way it came; resolves when the picture shows it no more. */
  leave(): Promise<void>;
  /** Nobody is there any more, at once. */
  clear(): void;
}
