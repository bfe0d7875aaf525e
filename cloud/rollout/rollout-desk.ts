import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Operator } from '../tenancy/access.ts';
import { wholeCloud } from '../tenancy/place.ts';
import { choosePart, type Dealt, dealGroups } from './deal-groups.ts';
import { applyDecision, decideAct, type RolloutAct } from './decide-act.ts';
import { decideRollout, isWithin } from './decide-rollout.ts';
import { type Fleet, findTargets, type RolloutTarget } from './find-targets.ts';
import type { ReleaseDesk } from './release-desk.ts';
import {
  type Decide,
  ddiPrefix,
  type PlaceRow,
  type ReleaseRow,
  type RolloutPlan,
  type RolloutRow,
  type RolloutStore,
  type RolloutTerms,
  siteZone,
} from './rollout-store.ts';

export interface RolloutDraft {
  title: string;
  release: string;
  target: RolloutTarget;
  terms: RolloutTerms;
}

export interface RolloutDesk {
  /** Whom it would reach, in which groups; nothing is kept. */
  preview(draft: Pick<RolloutDraft, 'target' | 'terms'> & { release?: string }, operator: Operator): Promise<Dealt[]>;
  prepare(draft: RolloutDraft, operator: Operator): Promise<RolloutRow>;
  act(id: string, act: RolloutAct, operator: Operator, why: string): Promise<RolloutRow>;
  /** Back to what ran before it, at all who have it; what it has not reached yet is called off first. */
  rollBack(id: string, operator: Operator, why: string): Promise<RolloutRow>;
}

export interface RolloutDeskOptions {
  store: RolloutStore;
  releases: Pick<ReleaseDesk, 'get'>;
  /** `firmware`: the kind of device that it is for. */
  fleet(firmware?: string): Promise<Fleet>;
  clock: Clock;
  /** A rollout stands otherwise now. */
  changed(rollout: string): void;
}

const newId = () => randomBytes(9).toString('base64url');
/** Going back is urgent, and what runs then is known: many at once, and in one go. */
const backTerms = { percents: [100], successShare: 0, errorShare: 0.2, openShare: 0.1 } as const;

type Needs = 'rollouts.prepare' | 'rollouts.approve';
/** Whoever may prepare or approve something may stop it; only who approves lets it go on. */
export const stopping: readonly RolloutAct[] = ['pause', 'cancel'];

export const decideNow =
  (nowMs: number): Decide =>
  ({ plan, standing }, tallies) =>
    applyDecision(standing, decideRollout(plan.terms, standing, tallies, nowMs));

/** At every gateway; one of several permissions is enough, the last one is missed. */
function requireAll(operator: Operator, needs: readonly Needs[], ids: readonly string[]): void {
  const requireOne = (gateway?: string) => {
    if (!needs.some((each) => operator.may(each, gateway))) operator.require(needs.at(-1)!, gateway);
  };
  requireOne();
  for (const id of ids) if (!id.startsWith(ddiPrefix)) requireOne(id);
  if (ids.some((id) => id.startsWith(ddiPrefix)) && !needs.some((each) => operator.mayAt(each, wholeCloud)))
    throw new Fault('not-found', 'there is no such rollout');
}

function checkTerms({ percents, window }: RolloutTerms, nowMs: number): void {
  const sum = percents.reduce((total, percent) => total + percent, 0);
  if (Math.abs(sum - 100) > 0.01) throw new Fault('request-invalid', `terms.percents: their sum is ${sum}, not 100`);
  if (!window) return;
  if (window.from === window.to) throw new Fault('request-invalid', 'terms.window: it ends when it begins');
  try {
    isWithin(window, nowMs);
  } catch (cause) {
    throw new Fault('request-invalid', `terms.window.timeZone: there is no ${window.timeZone}`, { cause });
  }
}

/** The serial that most of them ran before. */
function commonBefore(places: readonly PlaceRow[]): number | undefined {
  const serials = Map.groupBy(
    places.filter(({ beforeSerial }) => beforeSerial !== null),
    ({ beforeSerial }) => beforeSerial!,
  );
  return [...serials].sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

/** What operators do with rollouts. What cannot be is thrown as a Fault. */
export function createRolloutDesk({ store, releases, fleet, clock, changed }: RolloutDeskOptions): RolloutDesk {
  const auditOf = (operator: Operator, deed: string, subject: string, reason: string) => ({
    ...{ by: operator.sign, operator: operator.id, atMs: clock.wallMs(), deed, subject, reason },
  });

  async function deal(
    { target, terms, release }: Parameters<RolloutDesk['preview']>[0],
    operator: Operator,
  ): Promise<Dealt[]> {
    checkTerms(terms, clock.wallMs());
    if (target.ddi && terms.window?.timeZone === siteZone)
      throw new Fault('request-invalid', 'terms.window.timeZone: a hawkBit device knows no zone of its site');
    const manifest = release === undefined ? undefined : (await releases.get(release)).manifest;
    const isFirmware = manifest?.kind === 'firmware';
    const found = findTargets(target, await fleet(isFirmware ? manifest.name : undefined), operator);
    if (found.length === 0) throw new Fault('request-invalid', 'target: nobody is meant by it');
    // a key for each time: nobody is always the first to try
    const key = newId();
    const dealt = dealGroups(key, choosePart(key, found, target.percent ?? 100), terms.percents);
    requireAll(
      operator,
      ['rollouts.prepare'],
      dealt.map(({ gateway }) => gateway),
    );
    return dealt;
  }

  async function requireWhole(id: string): Promise<ReleaseRow> {
    const release = await releases.get(id);
    if (!release.hashes) throw new Fault('rollout-refused', 'the artefact of the release has not come yet');
    return release;
  }

  async function add(
    plan: RolloutPlan,
    release: ReleaseRow,
    dealt: readonly Dealt[],
    deed: string,
    operator: Operator,
  ) {
    const { kind, name } = release.manifest;
    const phase = plan.backFrom === undefined ? 'prepared' : 'running';
    const groups = Math.max(...dealt.map(({ group }) => group)) + 1;
    const forgiven = Array.from({ length: groups }, () => 0);
    const row = { plan, kind, name, standing: { phase, why: null, forgiven, passed: 0 } } as const;
    await store.addRollout(row, dealt, auditOf(operator, deed, plan.id, plan.title));
    changed(plan.id);
    return { ...row, revision: 0 };
  }

  /** Two at once for the same thing would undo each other. */
  async function refuseOverlap(row: RolloutRow, gateways: readonly string[]): Promise<void> {
    for (const other of await store.unfinished()) {
      if (other.plan.id === row.plan.id || other.kind !== row.kind || other.name !== row.name) continue;
      if (other.standing.phase === 'done' || other.standing.phase === 'cancelled') continue;
      const shared = (await store.places(other.plan.id)).find(({ gateway }) => gateways.includes(gateway));
      if (shared)
        throw new Fault('rollout-refused', `${shared.gateway} is still in “${other.plan.title}”, which is not over`);
    }
  }

  async function find(id: string, operator: Operator, needs: readonly Needs[]) {
    const row = await store.rollout(id);
    const places = row ? await store.places(id) : [];
    const isSeen = operator.seen === undefined || places.some(({ gateway }) => operator.seen?.has(gateway));
    if (!row || !isSeen) throw new Fault('not-found', 'there is no such rollout');
    requireAll(
      operator,
      needs,
      places.map(({ gateway }) => gateway),
    );
    return { row, places };
  }

  async function act(id: string, act: RolloutAct, operator: Operator, why: string): Promise<RolloutRow> {
    const { row, places } = await find(
      id,
      operator,
      stopping.includes(act) ? ['rollouts.prepare', 'rollouts.approve'] : ['rollouts.approve'],
    );
    if (act === 'approve' || act === 'resume' || act === 'retry')
      await refuseOverlap(
        row,
        places.map(({ gateway }) => gateway),
      );
    const kept = auditOf(operator, `rollout.${act}`, id, why);
    const next = await store.decide(id, (held, tallies) => decideAct(act, operator.id, held, tallies), kept.atMs, kept);
    changed(id);
    return next!;
  }

  return {
    preview: deal,
    act,
    async prepare({ title, release: releaseId, target, terms }, operator) {
      const release = await requireWhole(releaseId);
      if (terms.shadow && release.manifest.kind !== 'model')
        throw new Fault('request-invalid', 'terms.shadow: only a model runs beside the one before');
      if (terms.devices && release.manifest.kind !== 'firmware')
        throw new Fault('request-invalid', 'terms.devices: only firmware is for devices');
      const dealt = await deal({ target, terms, release: releaseId }, operator);
      const by = { preparedBy: operator.id, sign: operator.sign, atMs: clock.wallMs() };
      return add({ id: newId(), title, release: releaseId, terms, ...by }, release, dealt, 'rollout.prepare', operator);
    },
    async rollBack(id, operator, why) {
      const { row, places } = await find(id, operator, ['rollouts.approve']);
      const have = places.filter(({ stage }) => stage === 'committed');
      const serial = commonBefore(have);
      const release = (await store.releases()).find(
        ({ manifest }) => manifest.kind === row.kind && manifest.name === row.name && manifest.serial === serial,
      );
      if (!release?.hashes)
        throw new Fault('rollout-refused', 'nobody has it, or what ran before is not in this cloud’s list of releases');
      const { phase } = row.standing;
      if (phase !== 'done' && phase !== 'cancelled') await act(id, 'cancel', operator, why);
      const back = have.filter(({ beforeSerial }) => beforeSerial === serial);
      await refuseOverlap(
        row,
        back.map(({ gateway }) => gateway),
      );
      const dealt = dealGroups(newId(), back, backTerms.percents);
      const { silentAfterS, healthS, devices } = row.plan.terms;
      const terms = { ...backTerms, silentAfterS, healthS, ...(devices ? { devices } : {}) };
      const by = { preparedBy: operator.id, sign: operator.sign, atMs: clock.wallMs() };
      const plan = { id: newId(), title: row.plan.title, release: release.id, terms, ...by, backFrom: id };
      return add(plan, release, dealt, 'rollout.back', operator);
    },
  };
}
