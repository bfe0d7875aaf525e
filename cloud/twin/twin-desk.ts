import { parseTwinDocument, type TwinReported } from '../../devices/contracts/twin.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { isOvertaken } from './decide-standing.ts';
import type { JsonObject, Resolved } from './merge-layers.ts';
import {
  type ChangedTwin,
  checkContent,
  type Member,
  nextDesired,
  planChange,
  type Refusal,
  renewDesired,
  resolveTwin,
} from './plan-change.ts';
import type {
  DesiredRow,
  LayerDeed,
  LayerDefinition,
  LayerState,
  LayerVersion,
  TwinStore,
  TwinWorld,
} from './twin-store.ts';

export interface TwinDeskOptions {
  store: TwinStore;
  /** Every gateway that there is, with its site where that is known. */
  members(): Promise<Member[]>;
  clock: Clock;
  /** Some desired documents changed. */
  changed(): void;
}

/** A layer as somebody wants it; `only`: for these gateways first. */
export interface LayerDraft extends LayerDefinition {
  only?: readonly string[];
}

/** Who does it, why, and which revision of the layer was looked at. */
export interface DeedBy {
  by: string;
  why: string;
  revision: number;
}

export interface Preview {
  changed: ChangedTwin[];
  refused: Refusal[];
}

export interface TwinDesk {
  world(): Promise<TwinWorld>;
  layer(name: string): Promise<LayerState>;
  preview(name: string, draft: LayerDraft): Promise<Preview>;
  save(name: string, draft: LayerDraft, by: DeedBy): Promise<LayerState>;
  /** An old version's content as a new version. */
  rollBack(name: string, version: number, by: DeedBy, only?: readonly string[]): Promise<LayerState>;
  /** The staged version counts for these too; for all where none are named. */
  widen(name: string, by: DeedBy, to?: readonly string[]): Promise<LayerState>;
  takeBack(name: string, by: DeedBy): Promise<LayerState>;
  /** What a gateway shall run with now. */
  desired(member: Member): Promise<DesiredRow | undefined>;
  resolve(member: Member): Promise<Resolved>;
  /** Gives a gateway that refused the same document again, as a new version. */
  resend(gateway: string): Promise<DesiredRow>;
  /** False, and nothing is changed, where a later report is known. */
  report(gateway: string, reported: TwinReported): Promise<boolean>;
}

/** Changes of several operators at one moment: each is planned anew on what the one before left. */
const maxAttempts = 8;

const blank = (layer: string): LayerState => ({
  layer,
  revision: 0,
  latest: 0,
  released: undefined,
  staged: undefined,
});
const find = ({ layers }: TwinWorld, name: string) => layers.find(({ layer }) => layer === name) ?? blank(name);

type Step = Pick<LayerDeed, 'kind' | 'version'> & Partial<Pick<LayerDeed, 'only' | 'from'>>;
interface Next {
  state: LayerState;
  step: Step;
  version?: LayerVersion;
}

/** The next state of a layer that gets a new version. */
function addVersion(state: LayerState, { only, ...definition }: LayerDraft, from?: number): Next {
  const version = { ...definition, version: state.latest + 1 };
  const standing = only ? { staged: { ...version, only } } : { released: version, staged: undefined };
  return {
    state: { ...state, ...standing, revision: state.revision + 1, latest: version.version },
    step: {
      kind: from === undefined ? 'saved' : 'rolled-back',
      version: version.version,
      ...(only ? { only } : {}),
      ...(from === undefined ? {} : { from }),
    },
    version,
  };
}

function stagedOf({ layer, staged }: LayerState): NonNullable<LayerState['staged']> {
  if (!staged) throw new Fault('not-staged', `nothing of ${layer} waits with some gateways only`);
  return staged;
}

function widenTo(state: LayerState, to: readonly string[] | undefined): Next {
  const { only, ...version } = stagedOf(state);
  const wider = to && [...new Set([...only, ...to])];
  const standing = wider ? { staged: { ...version, only: wider } } : { released: version, staged: undefined };
  return {
    state: { ...state, ...standing, revision: state.revision + 1 },
    step: { kind: 'widened', version: version.version, ...(wider ? { only: wider } : {}) },
  };
}

function takeBackOf(state: LayerState): Next {
  const { version } = stagedOf(state);
  return {
    state: { ...state, staged: undefined, revision: state.revision + 1 },
    step: { kind: 'taken-back', version },
  };
}

/** One line for each refusal, the first few. */
function explainRefusals(refused: readonly Refusal[]): string {
  const lines = refused
    .slice(0, 5)
    .map(({ gateway, problem }) => `${gateway === undefined ? '' : `${gateway}: `}${problem}`);
  const more = refused.length > lines.length ? ` (and ${refused.length - lines.length} more)` : '';
  return lines.join('; ') + more;
}

/** What operators do to the settings of their gateways. What they ask for that cannot be is thrown as a Fault. */
export function createTwinDesk({ store, members, clock, changed }: TwinDeskOptions): TwinDesk {
  let known: TwinWorld | undefined;
  /** Read again only when it has moved on. */
  const world = async (): Promise<TwinWorld> => {
    if (known?.revision !== (await store.twinRevision())) known = await store.twinWorld();
    return known!;
  };

  function checkChosen(only: readonly string[] | undefined, all: readonly Member[]): void {
    const strangers = (only ?? []).filter((gateway) => all.every((member) => member.gateway !== gateway));
    if (strangers.length > 0)
      throw new Fault('request-invalid', `there is no gateway ${strangers.slice(0, 5).join(', ')}`);
  }

  async function change(name: string, by: DeedBy, decide: (state: LayerState) => Next): Promise<LayerState> {
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const present = await world();
      const state = find(present, name);
      if (state.revision !== by.revision)
        throw new Fault('twin-stale', `${name} is at ${state.revision} by now, and you have looked at ${by.revision}`);
      const next = decide(state);
      const all = await members();
      checkChosen(next.step.only, all);
      const plan = planChange(present.layers, next.state, all);
      if (plan.refused.length > 0) throw new Fault('twin-refused', explainRefusals(plan.refused));
      const nowMs = clock.wallMs();
      const rows = await store.desired(plan.changed.map(({ gateway }) => gateway));
      const desiredOf = new Map(rows.map((row) => [row.gateway, row]));
      const desired = plan.changed.flatMap(({ gateway, after }) => {
        return nextDesired(gateway, after.document, desiredOf.get(gateway), nowMs) ?? [];
      });
      const deed = { layer: name, revision: next.state.revision, by: by.by, why: by.why, atMs: nowMs, ...next.step };
      const layer = { state: next.state, deed, ...(next.version ? { version: next.version } : {}) };
      if (await store.saveTwinChange({ basis: present.revision, layer, desired })) {
        changed();
        return next.state;
      }
    }
    throw new Fault('cloud-busy', 'too many changes at once', { retryAfterS: 1 });
  }

  /** Keeps a desired document beside any change of a layer. */
  async function keep(
    make: (row: DesiredRow | undefined, present: TwinWorld) => Omit<DesiredRow, 'revision'> | undefined,
    gateway: string,
  ) {
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const present = await world();
      const [row] = await store.desired([gateway]);
      const next = make(row, present);
      if (!next) return row;
      if (await store.saveTwinChange({ basis: present.revision, desired: [next] }))
        return { ...next, revision: present.revision + 1 };
    }
    throw new Fault('cloud-busy', 'too many changes at once', { retryAfterS: 1 });
  }

  const check = (content: JsonObject) => {
    const refused = checkContent(content);
    if (refused.length > 0) throw new Fault('twin-refused', explainRefusals(refused));
  };

  return {
    world,
    layer: async (name) => find(await world(), name),
    async preview(name, draft) {
      const own = checkContent(draft.content);
      if (own.length > 0) return { changed: [], refused: own };
      const present = await world();
      const all = await members();
      checkChosen(draft.only, all);
      return planChange(present.layers, addVersion(find(present, name), draft).state, all);
    },
    async save(name, draft, by) {
      check(draft.content);
      return change(name, by, (state) => addVersion(state, draft));
    },
    async rollBack(name, number, by, only) {
      const old = await store.layerVersion(name, number);
      if (!old) throw new Fault('not-found', `${name} has no version ${number}`);
      const { version: _, ...definition } = old;
      // what was a setting once may be none any more
      check(definition.content);
      return change(name, by, (state) => addVersion(state, { ...definition, ...(only ? { only } : {}) }, number));
    },
    widen: (name, by, to) => change(name, by, (state) => widenTo(state, to)),
    takeBack: (name, by) => change(name, by, takeBackOf),
    resolve: async (member) => resolveTwin((await world()).layers, member),
    desired: (member) =>
      keep((row, { layers }) => {
        const { document } = resolveTwin(layers, member);
        // settings of an older cloud that are none any more: what was sent last stays
        if (!parseTwinDocument(document).ok) return undefined;
        return nextDesired(member.gateway, document, row, clock.wallMs());
      }, member.gateway),
    async resend(gateway) {
      const [row] = await store.desired([gateway]);
      if (!row) throw new Fault('not-found', `there are no settings for ${gateway}`);
      const fresh = await keep(
        (present) => renewDesired(gateway, (present ?? row).document, present, clock.wallMs()),
        gateway,
      );
      changed();
      return fresh!;
    },
    async report(gateway, reported) {
      const [[known], [desired]] = await Promise.all([store.reported([gateway]), store.desired([gateway])]);
      if (known && isOvertaken(known.reported, reported, desired?.etag)) return false;
      await store.setReported({ gateway, reported, receivedAtMs: clock.wallMs() });
      return true;
    },
  };
}
