import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { arch, hostname } from 'node:os';

function readLine(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').replaceAll('\0', '').trim();
    return text === '' ? undefined : text;
  } catch {
    // not on this kind of machine, or not for this user
    return undefined;
  }
}

/** The lowest address of a network card that is really there: bridges and tunnels come and go. */
function cardAddress(): string | undefined {
  const cards = '/sys/class/net';
  if (!existsSync(cards)) return undefined;
  return readdirSync(cards)
    .filter((card) => existsSync(`${cards}/${card}/device`))
    .flatMap((card) => readLine(`${cards}/${card}/address`) ?? [])
    .sort()[0];
}

/**
 * What names this box even after its disk was lost, together with the gateway's id: SHA-256, hex. The board's number, else a
 * network card's; only where there is neither, what the disk holds.
 */
export function identifyHardware(gateway: string): string {
  const box = readLine('/proc/device-tree/serial-number') ?? cardAddress() ?? readLine('/etc/machine-id') ?? hostname();
  return createHash('sha256').update(`${box}\n${gateway}`).digest('hex');
}

/** As the box calls itself, for an operator's eyes. */
export function describeModel(): string {
  const model = readLine('/proc/device-tree/model') ?? readLine('/sys/class/dmi/id/product_name') ?? process.platform;
  return `${model} (${arch()})`.slice(0, 80);
}
