/** How patient we are with one camera. */
export interface CameraLimits {
  /** Silence while connecting. */
  openTimeoutMs: number;
  /** Time without a new picture. */
  stallMs: number;
  firstRetryMs: number;
  lastRetryMs: number;
  /** Group of pictures kept for late viewers and stills. */
  ringBytes: number;
}

export const defaultCameraLimits: CameraLimits = {
  openTimeoutMs: 5000,
  stallMs: 5000,
  firstRetryMs: 500,
  lastRetryMs: 15_000,
  ringBytes: 6 * 1024 * 1024,
};
