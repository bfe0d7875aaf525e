/** What a player tells of its picture. */
export interface PictureEvents {
  /** A new frame is on the screen. */
  frame(): void;
  /** There is no picture now; the player goes on trying. */
  none(reason: string): void;
  /** This player cannot show this camera; it has stopped. */
  unable(reason: string): void;
}

export type StopPicture = () => void;

export function pictureAddress(cameraId: string, kind: 'live' | 'jsmpeg'): string {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${location.host}/api/cameras/${encodeURIComponent(cameraId)}/${kind}`;
}
