import type { SeededRandom } from './seeded-random.ts';

export type PlateColour = 'blue' | 'green' | 'yellow';
export interface DrawnPlate {
  plate: string;
  colour: PlateColour;
}

/** The 31 provinces, and the letters and digits of a serial: I and O never occur. */
export const provinces = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新';
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const digits = '0123456789';
/** D marks an electric, F another new-energy vehicle. */
const energyLetters = 'DF';

/**
 * An invented plate of its class: small blue `PLX{5}`, large yellow `PLX{5}`, small new-energy green
 * `PL[DF]X\d{4}` (eight characters). Serials hold one letter beside the energy mark at most, as most do on the road.
 */
export function drawPlate(random: SeededRandom, colour: PlateColour): DrawnPlate {
  const head = random.pick(provinces) + random.pick(letters);
  if (colour === 'green') {
    const serial = random.pick(energyLetters) + random.pick(digits) + drawDigits(random, 4);
    return { plate: head + serial, colour };
  }
  const serial = [...drawDigits(random, 5)];
  serial[random.int(5)] = random.pick(letters);
  return { plate: head + serial.join(''), colour };
}

function drawDigits(random: SeededRandom, count: number): string {
  return Array.from({ length: count }, () => random.pick(digits)).join('');
}

/** The colour that belongs to a plate's text, as far as the text tells: yellow and blue have the same form. */
export const looksGreen = (plate: string): boolean => [...plate].length === 8;
