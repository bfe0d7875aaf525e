import type {
  Box,
  DescribedFace,
  DetectedFace,
  FaceQuality,
  FaceRecognizer,
} from '../../../gateway/perception/faces/face-recognizer.ts';
import type { Picture } from '../../../gateway/perception/streams/picture.ts';
import type { RgbImage } from '../../../models/image.ts';

/** A square of one colour on grey; who reads the picture takes the colour for a person. */
export interface Painted {
  x: number;
  y: number;
  size: number;
  colour: readonly [number, number, number];
}

const background = 90;

/** A picture in memory that counts who holds it. */
export function paintPicture(width: number, height: number, squares: Painted[], takenAtMs: number) {
  const image: RgbImage = { width, height, data: new Uint8Array(width * height * 3).fill(background) };
  for (const { x, y, size, colour } of squares) {
    for (let row = y; row < y + size; row++) {
      for (let column = x; column < x + size; column++) image.data.set(colour, (row * width + column) * 3);
    }
  }
  const holds = { open: 0 };
  const hold = (): Picture => {
    let held = true;
    holds.open++;
    const look = () => {
      if (!held) throw new Error('a released picture was used');
    };
    return {
      width,
      height,
      takenAtMs,
      luma: () => {
        look();
        return { data: image.data.filter((_, at) => at % 3 === 1), stride: width };
      },
      toRgb: () => {
        look();
        return { ...image, data: image.data.slice() };
      },
      borrowRgb: () => {
        look();
        return image;
      },
      retain: () => {
        look();
        return hold();
      },
      release: () => {
        if (held) holds.open--;
        held = false;
      },
    };
  };
  return { picture: hold(), holds, image };
}

/** Reads painted pictures: a `FaceRecognizer` whose people are colours. Green 1 means a face that cannot be used. */
export function createPaintedRecognizer(): FaceRecognizer {
  const pixel = ({ data, width }: RgbImage, x: number, y: number) => [
    ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
  ];
  const isBackground = (image: RgbImage, x: number, y: number) =>
    pixel(image, x, y).every((value) => value === background);
  return {
    modelId: 'painted',
    find: async (image) => {
      const found: DetectedFace[] = [];
      for (let y = 0; y < image.height; y += 4) {
        for (let x = 0; x < image.width; x += 4) {
          const starts = (x === 0 || isBackground(image, x - 1, y)) && (y === 0 || isBackground(image, x, y - 1));
          if (isBackground(image, x, y) || !starts) continue;
          let size = 1;
          while (x + size < image.width && !isBackground(image, x + size, y)) size++;
          found.push({ box: { x, y, width: size, height: size }, score: 0.9 });
        }
      }
      return found;
    },
    describe: async (image, face) => describePainted(pixel(image, face.box.x, face.box.y), face),
    close: async () => {},
  };
}

function describePainted(colour: number[], face: { box: Box; score: number }): DescribedFace {
  const seen = { yaw: 0, pitch: 0, roll: 0, eyeDetail: 1.4, eyeLight: 0.8, mouthDetail: 1.4 };
  const measures = { sizePx: face.box.width, sharpness: 100, brightness: 120, ...seen };
  const quality: FaceQuality =
    colour[1] === 1 ? { usable: false, reason: 'blurred', ...measures } : { usable: true, ...measures };
  return { ...face, landmarks: new Float32Array(136), quality, template: templateOf(colour) };
}

/** Two colours are as different as two strangers. */
export function templateOf(colour: readonly number[]): Float32Array {
  const template = new Float32Array(512);
  template[(colour[0]! * 7 + colour[1]! * 3 + colour[2]!) % 512] = 1;
  return template;
}
