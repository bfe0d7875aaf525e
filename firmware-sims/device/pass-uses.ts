import Type, { type Static } from 'typebox';
import { createParser } from '../../devices/contracts/parse.ts';
import type { VisitorPass } from '../../devices/contracts/visitor-pass.ts';
import type { Log } from '../log.ts';
import type { FlashNote } from './flash-note.ts';

/** Pass id, how often it has opened the door, and when it ends, in seconds since the epoch. */
const Uses = Type.Array(
  Type.Tuple([Type.String({ maxLength: 64 }), Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0 })]),
);
const parseUses = createParser(Uses);

/** More than these a controller does not remember: the passes that end first are forgotten first. */
const keptPasses = 10_000;

export type CountedPass = Pick<VisitorPass, 'jti' | 'nbf' | 'exp'>;

/** How often each pass has opened the door of a controller that decided alone, in its flash. */
export interface PassUses {
  of(pass: string): number;
  count(pass: CountedPass): void;
  /** The door was not opened after all. */
  giveBack(pass: CountedPass): void;
  /** Power is back: what is not in the flash is forgotten. */
  reload(): void;
}

export function createPassUses(flash: FlashNote, device: string, log: Log): PassUses {
  let uses = new Map<string, { times: number; exp: number }>();
  const change = ({ jti, nbf, exp }: CountedPass, by: number) => {
    // Those that had ended before this one began will not be asked for again.
    for (const [id, other] of uses) if (other.exp < nbf) uses.delete(id);
    uses.set(jti, { times: Math.max(0, (uses.get(jti)?.times ?? 0) + by), exp });
    if (uses.size > keptPasses) {
      const [first] = [...uses].reduce((a, b) => (b[1].exp < a[1].exp ? b : a));
      uses.delete(first);
    }
    const lines: Static<typeof Uses> = [...uses].map(([id, { times, exp }]) => [id, times, exp]);
    flash.save(JSON.stringify(lines));
  };
  const passUses: PassUses = {
    of: (pass) => uses.get(pass)?.times ?? 0,
    count: (pass) => change(pass, 1),
    giveBack: (pass) => change(pass, -1),
    reload() {
      uses = new Map(readUses(flash, device, log).map(([id, times, exp]) => [id, { times, exp }]));
    },
  };
  passUses.reload();
  return passUses;
}

function readUses(flash: FlashNote, device: string, log: Log): Static<typeof Uses> {
  const text = flash.load();
  if (text === undefined) return [];
  try {
    const parsed = parseUses(JSON.parse(text));
    if (parsed.ok) return parsed.value;
  } catch {
    // Not JSON: told below.
  }
  log.warn({ device }, 'the uses of passes in flash are damaged and are forgotten');
  return [];
}
