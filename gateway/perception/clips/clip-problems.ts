/** Why there is no clip, or less than was asked for: the codes in `clip-end`. */
export const clipProblems = [
  'no-camera',
  /** Nothing of that time is kept, and nothing came. */
  'no-video',
  /** What came before was not kept: the camera was away, or its frames are too large. */
  'starts-late',
  'camera-lost',
  /** Another codec or picture size; the clip ends before it. */
  'format-changed',
  /** The camera is there, but frames stopped coming before the end. */
  'ends-early',
  'too-large',
  'too-many-clips',
  'too-far-ahead',
  /** It could not be put into a file, or be masked. */
  'failed',
  /** The gateway took the pieces too slowly; what came is no whole file. */
  'not-taken',
  'stopped',
] as const;

export type ClipProblem = (typeof clipProblems)[number];
