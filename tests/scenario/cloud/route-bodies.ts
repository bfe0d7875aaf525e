import { rolloutOf, ruleOf, shareOf, type Things } from './route-world.ts';

const why = { why: 'because' };
const week = 7 * 86_400_000;
type Body = (of: Things) => object;

/** What is asked of each route that takes a body: good in itself, so that only the asker's rights can be in its way. */
export const bodies: Record<string, Body> = {
  'alarm.acknowledge': () => ({}),
  'alarm.note': () => ({ note: 'a note' }),
  'claim-code.create': ({ site }) => ({ accept: 'operator', site }),
  'claim.accept': () => ({}),
  'claim.refuse': () => ({ why: 'other' }),
  'identity.revoke': () => ({ reason: 'it was stolen' }),
  'layers.save': () => ({ content: {}, ...why }),
  'layers.preview': () => ({ content: {} }),
  'layers.rollBack': () => ({ version: 1, ...why }),
  'layers.widen': () => why,
  'layers.takeBack': () => why,
  'commands.ask': () => ({ what: { kind: 'diagnostics' }, ...why }),
  'releases.add': () => ({ release: { text: 'x', signatures: [{ key: 'ada', signature: 'A'.repeat(86) }] } }),
  'rollouts.prepare': ({ release, gateway }) => rolloutOf(release, gateway),
  'rollouts.preview': ({ release, gateway }) => {
    const { target, terms } = rolloutOf(release, gateway);
    return { release, target, terms };
  },
  'rollouts.approve': () => why,
  'rollouts.pause': () => why,
  'rollouts.resume': () => why,
  'rollouts.cancel': () => why,
  'rollouts.retry': () => why,
  'rollouts.rollBack': () => why,
  'ddiTargets.add': ({ site }) => ({ id: 'hawk-2', site }),
  'shares.ask': ({ gateway }) => shareOf(gateway),
  'shares.preview': ({ gateway }) => {
    const { selection, fields } = shareOf(gateway);
    return { selection, fields };
  },
  'shares.refuse': () => why,
  'shares.pause': () => why,
  'shares.end': () => why,
  'health.saveRule': ({ site }) => ruleOf(site),
  'health.removeRule': () => ({ revision: 1, ...why }),
  'health.shelve': ({ gateway }) => ({ gateway, kind: 'offline', untilMs: Date.now() + week, ...why }),
  'health.unshelve': ({ gateway }) => ({ gateway, kind: 'offline' }),
  'operators.create': ({ place }) => ({ sign: `new-${sequence()}`, grants: [{ place, role: 'viewer' }] }),
  'operators.endSessions': () => ({ reason: 'left a page open' }),
  'operators.removeSecondFactor': () => ({ reason: 'lost the phone' }),
  'operators.disable': () => ({ disabled: true, reason: 'has left' }),
  'roles.give': ({ place }) => ({ place, role: 'duty' }),
  'session.changePassword': () => ({ old: 'the old one', new: 'short' }),
  // a wrong password would be counted: these are not even looked at
  'session.beginSecondFactor': () => ({ password: '' }),
  'session.confirmSecondFactor': () => ({ enrolment: '', code: '' }),
  'session.renewRecoveryCodes': () => ({ password: '' }),
  'session.removeSecondFactor': () => ({ password: '' }),
  'session.endOthers': () => ({ password: '' }),
  'orders.make': ({ site }) => ({
    place: `site:${site}`,
    fromMs: 1,
    untilMs: Date.now() + week,
    reason: 'a court asks',
  }),
  'orders.end': () => ({ reason: 'it is over' }),
  'places.save': () => ({ title: 'North', parent: 'district:a-east' }),
  'deskWaits.set': () => ({ siteMinutes: 5, districtMinutes: 5 }),
  'tokens.create': () => ({ title: 'export', permissions: ['fleet.see'], expiresAtMs: Date.now() + week }),
};

let made = 0;
function sequence(): number {
  made += 1;
  return made;
}

/** What a query must say. */
export const queries: Record<string, (of: Things) => Record<string, string>> = {
  'roles.take': ({ place }) => ({ place, role: 'viewer' }),
};

/** Things of somebody else where a body or a query names them, beside one's own in the path. */
export interface NamedElsewhere {
  id: string;
  /** `OF-B`: an operator of tenant `b`. */
  path?: Partial<Things>;
  query?: (of: Things) => Record<string, string>;
  body?: Body;
}
export const namedElsewhere: readonly NamedElsewhere[] = [
  {
    id: 'layers.save',
    path: { layer: 'group:mine' },
    body: ({ gateway }) => ({ content: {}, members: [gateway], ...why }),
  },
  { id: 'layers.preview', path: { layer: 'group:mine' }, body: ({ gateway }) => ({ content: {}, members: [gateway] }) },
  { id: 'layers.save', path: { layer: 'tenant:b' }, body: ({ gateway }) => ({ content: {}, only: [gateway], ...why }) },
  { id: 'layers.preview', path: { layer: 'tenant:b' }, body: ({ gateway }) => ({ content: {}, gateway }) },
  { id: 'layers.widen', path: { layer: 'tenant:b' }, body: ({ gateway }) => ({ to: [gateway], ...why }) },
  { id: 'rollouts.prepare', body: ({ release, site }) => ({ ...rolloutOf(release, ''), target: { sites: [site] } }) },
  { id: 'rollouts.prepare', body: ({ release, layer }) => ({ ...rolloutOf(release, ''), target: { layer } }) },
  {
    id: 'shares.ask',
    body: ({ gateway, site }) => ({ ...shareOf(gateway), selection: { kinds: ['alarms'], sites: [site] } }),
  },
  {
    id: 'orders.make',
    body: ({ gateway }) => ({
      place: `gateway:${gateway}`,
      fromMs: 1,
      untilMs: Date.now() + week,
      reason: 'a court asks',
    }),
  },
  { id: 'health.saveRule', path: { rule: 'rule-b' }, body: ({ site }) => ruleOf(site) },
  { id: 'roles.give', path: { operator: 'OF-B' }, body: ({ place }) => ({ place, role: 'duty' }) },
  { id: 'roles.take', path: { operator: 'OF-B' }, query: ({ place }) => ({ place, role: 'viewer' }) },
  {
    id: 'places.save',
    path: { place: 'site:south' },
    body: ({ place }) => ({ title: 'South', parent: place.replace('site:', 'district:') }),
  },
];
