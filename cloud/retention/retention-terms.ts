/**
 * What the cloud keeps for a time: what gateways told in each lane, and what it made or did itself. Days from when it was kept, or
 * for what has an end, from its end; `least` and `most` bound what a configuration may say. No standard was found that binds the
 * cloud of a compound's operator; each default says what it follows.
 */
export const retentionTerms = {
  // the lane of passages: six calendar months, as network logs (Cybersecurity Law, Art. 23)
  event: { days: 184, least: 30, most: 1096 },
  // the lane of alarms, alarms that are closed and what was done about them: as long as claims can be made (Civil Code, Art. 188)
  alarm: { days: 1096, least: 180, most: 3660 },
  // what operators asked of gateways, once it is over
  command: { days: 365, least: 90, most: 3660 },
  // sums without persons: decisions of each hour, conditions that are over
  figures: { days: 730, least: 30, most: 3660 },
  // where ledgers stood and what days held: as long as the alarms that they may have to bear out
  proof: { days: 1096, least: 180, most: 3660 },
  // claims that were decided
  claim: { days: 365, least: 90, most: 3660 },
  // of shares: what was tried when, and what was set aside
  delivery: { days: 365, least: 90, most: 3660 },
  // the text of what did not match: it may hold anything; that it came and why it was refused stays as long as its lane
  aside: { days: 90, least: 7, most: 365 },
} as const;

export type RetentionKind = keyof typeof retentionTerms;
export const retentionKinds = Object.keys(retentionTerms) as RetentionKind[];

/** What a tenant may have other terms for. */
export const tenantKinds = [
  'event',
  'alarm',
  'command',
  'figures',
  'proof',
  'aside',
] as const satisfies RetentionKind[];
export type TenantKind = (typeof tenantKinds)[number];
