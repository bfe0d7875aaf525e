/** Why a camera gives no picture: the codes in `CameraState` `lost`, for people to read. None of them holds an address. */
export const lostReasons = [
  'connection-refused',
  'host-unreachable',
  'no-answer',
  'wrong-password',
  'no-such-stream',
  /** It answers, but not in RTSP. */
  'not-a-stream',
  /** Connected, and no picture came. */
  'no-video',
  /** Neither H.264 nor H.265. */
  'unsupported-codec',
  /** Data comes, and no picture can be made of it. */
  'undecodable',
  /** Pictures stopped coming on an open connection. */
  'stalled',
  'ended',
  /** The process that reads the camera is started again. */
  'restarting',
  /** The perception node on another machine that looks at it is not there. */
  'node-away',
] as const;

export type LostReason = (typeof lostReasons)[number];
