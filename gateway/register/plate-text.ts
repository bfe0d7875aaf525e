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
