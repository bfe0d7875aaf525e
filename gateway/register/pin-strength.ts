/** Somebody's day or month, written from the year on: the next thing that is tried. */
const isDate = /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?$/;

/** Down or up the columns of a keypad: 2580 is among the commonest of all. */
const isColumns = /^(147|741|258|852|369|963|0)+$/;

/** Whether these digits are among the first that somebody would try: runs, repeats, columns, and the holder's date of birth. */
export function isWeakPin(digits: string, born: string | undefined): boolean {
  const steps = new Set(Array.from(digits.slice(1), (digit, at) => (Number(digit) - Number(digits[at]) + 10) % 10));
  const isRun = steps.size === 1 && [0, 1, 9].some((step) => steps.has(step));
  return (
    isRun ||
    isDate.test(digits) ||
    isColumns.test(digits) ||
    /^(\d{1,3})\1+$/.test(digits) ||
    (born !== undefined && birthdays(born).has(digits))
  );
}

/** The ways in which people type a day; the year alone, too. */
function birthdays(born: string): Set<string> {
  const [year = '', month = '', day = ''] = born.split('-');
  const short = year.slice(2);
  return new Set([
    ...[year, month + day, day + month, year + month, short + month + day, day + month + short],
    ...[year + month + day, day + month + year, month + day + year],
  ]);
}
