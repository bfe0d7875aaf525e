/** A peer gets `{"photos": [path…]}` on standard input and answers with one JSON line on standard output. */
export async function readInput() {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  return JSON.parse(text);
}

export function answer(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
