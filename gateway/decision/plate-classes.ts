import type { PlateColour } from '../../devices/contracts/plates.ts';
import { provinces, serial } from '../register/plate-text.ts';

/** A class of plates for which a barrier may open by itself: what may stand on it, on which grounds. */
interface OpenClass {
  pattern: RegExp;
  colours: readonly PlateColour[];
}

const place = `[${provinces}][A-HJ-NP-Z]`;

/**
 * The office letter O, paper plates (临…), embassies, the military and emergency vehicles are in none of these: a person
 * looks at them. That the reader's grammar (models/plate-grammar.ts) says the same is a test.
 */
const openClasses: readonly OpenClass[] = [
  { pattern: new RegExp(`^${place}${serial}{5}$`), colours: ['blue', 'yellow'] },
  { pattern: new RegExp(`^${place}[DFABCEGHJK]${serial}\\d{4}$`), colours: ['green'] },
  { pattern: new RegExp(`^${place}\\d{5}[DFABCEGHJK]$`), colours: ['green'] },
  { pattern: new RegExp(`^${place}[A-D0-9]\\d{3}警$`), colours: ['white'] },
  { pattern: new RegExp(`^${place}${serial}{4}[学挂]$`), colours: ['yellow'] },
  { pattern: new RegExp(`^粤Z${serial}{4}[港澳]$`), colours: ['black'] },
];

/** The grounds that a plate with this text can have; none where no barrier opens for it by itself. */
export function openColours(plate: string): readonly PlateColour[] {
  return openClasses.flatMap(({ pattern, colours }) => (pattern.test(plate) ? colours : []));
}
