import Type, { type Static } from 'typebox';
import { createParser } from '../../devices/contracts/parse.ts';

/**
 * The program of a simulated device: one line of JSON that says how well it was made, then whatever fills it up. A device of
 * this kind starts no other.
 */
export const FirmwareImage = Type.Object(
  {
    ringward: Type.Literal('firmware'),
    kind: Type.String({ maxLength: 64 }),
    /** False: it dies as soon as it starts, and the watchdog starts it again. */
    boots: Type.Optional(Type.Boolean()),
    /** False: it runs, and its test of itself says that something does not work. */
    healthy: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: true },
);
export type FirmwareImage = Static<typeof FirmwareImage>;

const parseImage = createParser(FirmwareImage);
const longestLine = 1024;

/** Undefined for what is no program of a simulated device. */
export function readFirmwareImage(bytes: Uint8Array): FirmwareImage | undefined {
  const [line = ''] = Buffer.from(bytes.subarray(0, longestLine)).toString('utf8').split('\n', 1);
  try {
    const parsed = parseImage(JSON.parse(line));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    // no JSON: no program
    return undefined;
  }
}
