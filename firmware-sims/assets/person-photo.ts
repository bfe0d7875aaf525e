/** One person of the npm-shipped group photos. Boxes and points are pixels of the whole photo. */
export interface PersonPhoto {
  id: string;
  /** Path of the photo. */
  photo: string;
  /** From the hairline to the chin and from cheek to cheek. */
  face: { x: number; y: number; width: number; height: number };
  /** How far the head leans to its left, clockwise in the picture. */
  tiltDegrees: number;
  /** Points "x,y x,y …" around head, hair and neck: what is not this person stays outside. */
  outline: string;
  /** Brightens (above 1) a photo taken in the dark. */
  exposure: number;
  /** Colour of the jacket they wear in front of a camera. */
  coat: string;
}
