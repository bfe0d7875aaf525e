import { maskPlate } from '../register/plate-text.ts';
import { type Credential, classOf, type DataClass, type RecordKind, type RecordOf } from '../register/records.ts';

/** What may be seen of a record: nothing that `classes` does not hold, so any field may be missing. */
export type RecordView<K extends RecordKind> = Partial<RecordOf<K>>;

/** How the value of a card or a plate appears where it must not be read in full; of PINs and passes nothing does. */
export function maskCredential({ kind, value }: Pick<Credential, 'kind' | 'value'>): string | undefined {
  if (value === undefined || kind === 'pin' || kind === 'pass') return undefined;
  if (kind === 'plate') return maskPlate(value);
  const number = value.slice(value.indexOf(':') + 1);
  // Never more than half of it: a Wiegand-26 number has six digits only.
  return `···${number.slice(-Math.min(4, Math.floor(number.length / 2)))}`;
}

/** The first letters of a name, for whoever knows whom they met. */
export function initialsOf(name: string): string {
  const words = name.normalize('NFKC').trim().split(/\s+/);
  const first = words.map((word) => [...word][0] ?? '');
  return words.length > 1 ? first.map((letter) => `${letter}.`).join(' ') : `${[...name].length > 1 ? first[0] : ''}…`;
}

/**
 * The fields of a record whose class is among `classes`. Plates of vehicles stand masked where they may not be seen;
 * values of credentials are masked for everybody. Throws for a field that has no class.
 */
export function viewRecord<K extends RecordKind>(
  kind: K,
  record: RecordOf<K>,
  classes: ReadonlySet<DataClass>,
): RecordView<K> {
  const shown = Object.entries(record).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined) return [];
    const dataClass = classOf(kind, name);
    if (kind === 'credential' && name === 'value') {
      const masked = maskCredential(record as Credential);
      return masked === undefined ? [] : [[name, masked]];
    }
    // Whether a PIN is the one for duress is nobody's to see.
    if (dataClass === 'credential') return [];
    if (classes.has(dataClass)) return [[name, value]];
    return name === 'plate' ? [[name, maskPlate(String(value))]] : [];
  });
  return Object.fromEntries(shown) as RecordView<K>;
}
