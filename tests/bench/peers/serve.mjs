import { createInterface } from 'node:readline';

/** A peer is asked on standard input, one JSON line a photo, and answers each with one JSON line on standard output. */
export async function serve(handle) {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await handle(JSON.parse(line)))}\n`);
  }
  process.exit(0);
}
