const browsers = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;

const known = (names: readonly (readonly [string, string])[], agent: string) =>
  names.find(([mark]) => agent.includes(mark))?.[1];

/** What a person calls the device that a browser's user agent stands for: "Chrome · Windows". */
export function browserName(agent: string): string | undefined {
  const words = [known(browsers, agent), known(systems, agent)].filter((word) => word !== undefined);
  return words.length > 0 ? words.join(' · ') : agent.slice(0, 40) || undefined;
}
