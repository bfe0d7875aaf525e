/** Sum over all labels of one metric of a gateway on this machine; `undefined` if it tells none of that name. */
export async function readMetric(consoleUrl: string, name: string): Promise<number | undefined> {
  const answer = await fetch(`${consoleUrl}/metrics`, { signal: AbortSignal.timeout(10_000) });
  const lines = (await answer.text()).split('\n');
  const own = lines.filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  return own.length === 0 ? undefined : own.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
