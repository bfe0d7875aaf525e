import type { PlateColour } from '../../devices/contracts/plates.ts';

/**
 * A plate as it is compared: full-width forms folded (NFKC), upper case, separators removed. I and O never occur in serials,
 * so after the office letter they mean 1 and 0 (DOMAIN §6).
 */
export function normalisePlate(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s·•.\-_]/g, '');
  return folded.slice(0, 2) + folded.slice(2).replaceAll('I', '1').replaceAll('O', '0');
}

/** How a plate appears where it need not be read in full: 京A···34. */
export function maskPlate(plate: string): string {
  return plate.length <= 4 ? '···' : `${plate.slice(0, 2)}···${plate.slice(-2)}`;
}

/** First characters of plates. */
export const provinces = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新';
/** A character of a serial: I and O never occur. */
export const serial = '[A-HJ-NP-Z0-9]';
/** The classes of DOMAIN §6 that a vehicle can have for long. Which of them open a barrier is for the decision. */
const plateForm = new RegExp(
  [
    `^[${provinces}][A-Z]${serial}{5,6}$`,
    `^[${provinces}][A-Z]${serial}{4}[警学挂领港澳]$`,
    `^[${provinces}][XS]\\d{4}应急$`,
    '^使\\d{6}$|^\\d{6}使$',
    `^WJ[${provinces}]?\\d{4}[A-Z0-9]$`,
    '^[A-Z]{2}\\d{5}$',
    `^民航${serial}{5}$`,
  ].join('|'),
);

/** Whether a text is a plate as it is kept: normalised and of a known form. */
export function isPlate(text: string): boolean {
  return text === normalisePlate(text) && plateForm.test(text);
}

const newEnergy = new RegExp(`^[${provinces}][A-Z]${serial}{6}$`);
const ordinary = new RegExp(`^[${provinces}][A-Z]${serial}{5}$`);

/** Whether a plate can have this ground: those of eight characters are green, and only those (DOMAIN §0, 5). */
export function fitsColour(plate: string, colour: PlateColour): boolean {
  if (newEnergy.test(plate)) return colour === 'green';
  return colour !== 'green' || !ordinary.test(plate);
}
