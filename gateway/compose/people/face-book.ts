import { join } from 'node:path';
import { setImmediate as afterIo } from 'node:timers/promises';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import { cosineOf, maxTemplates, samePersonCosine } from '../../perception/enrolment/choose-looks.ts';
import { defaultFacePolicy } from '../../perception/faces/face-track.ts';
import type { PerceptionPool } from '../../perception/pool/perception-pool.ts';
import { attachmentOf } from '../../privacy/attachment.ts';
import { isLive } from '../../register/consent.ts';
import type { Change, Register } from '../../register/register-types.ts';
import { openTemplateStore, type TemplateStore } from '../../register/sqlite-templates.ts';
import { enrolResidents } from './enrol-residents.ts';

export interface FaceBookOptions {
  site: SiteFile;
  baseDir: string;
  dataDir: string;
  store: Store;
  register: Pick<Register, 'rights' | 'get' | 'onChange' | 'residenciesOf' | 'membershipsOf' | 'visitsOf'>;
  pool: Pick<PerceptionPool, 'enrol' | 'setGallery' | 'faceModelId'>;
  clock: Clock;
  log: Log;
}

/** Whose face is known: photos of the site file and live enrolments together, of people with live consent only. */
export interface FaceBook {
  /** Enrols the photos, joins the stored templates and hands all of them to the cameras. Once the pool is ready. */
  open(): Promise<void>;
  /** Why live enrolments cannot be kept, if so. */
  problem(): string | undefined;
  /** Templates in use of one person. */
  count(person: string): number;
  mustEnrolAgain(person: string): boolean;
  /** Keeps what a live enrolment gave; or says that it is not the person whose photos are known, or is known as somebody else. */
  addLive(
    person: string,
    templates: readonly Float32Array[],
  ): { kind: 'kept' | 'known-face'; alike: string[] } | { kind: 'different-person' };
  /** Of whom templates are kept, whether or not they may still be. */
  people(): string[];
  /** At once and for good. Returns how many templates there were. */
  remove(person: string): number;
  close(): void;
}

const peopleAtOnce = 20;
/** As alike as two looks of one person (genuine 5th percentile 0.49): no door could tell two who share a face apart. */
const sameFaceCosine = 0.5;

export function createFaceBook(options: FaceBookOptions): FaceBook {
  const { site, register, pool, clock, log } = options;
  const store: TemplateStore = openTemplateStore(options.store, join(options.dataDir, 'template.key'));
  const photos = new Map<string, Float32Array[]>();
  const live = new Map<string, Float32Array[]>();
  let again = new Set<string>();
  const doorThreshold = site.perception?.faces?.threshold ?? defaultFacePolicy.threshold;
  if (store.fault) {
    const { code, message, hint } = store.fault;
    log.error({ code, problem: message, hint }, 'live enrolments cannot be read or kept');
  }

  const templatesOf = (person: string) =>
    [...(live.get(person) ?? []), ...(photos.get(person) ?? [])].slice(0, maxTemplates);
  const mayBeKnown = (person: string) =>
    isLive(register.rights.faceConsent(person), clock.wallMs()) &&
    attachmentOf(register, person, clock.wallMs()).kind === 'attached';
  const entries = () =>
    [...new Set([...photos.keys(), ...live.keys()])]
      .filter(mayBeKnown)
      .flatMap((person) => templatesOf(person).map((template) => ({ person, template })));
  /** One look at each: enough to see that two are one, and a fifth of the work where thousands are enrolled. */
  const firstLooks = () =>
    [...new Set([...photos.keys(), ...live.keys()])].filter(mayBeKnown).flatMap((person) =>
      templatesOf(person)
        .slice(0, 1)
        .map((template) => ({ person, template })),
    );
  const publish = () => pool.setGallery(entries(), pool.faceModelId());

  const forget = register.onChange((changes) => {
    const people = peopleOf(changes);
    // Nobody is recognised from the moment on that their consent or stay has ended; what is kept of them the purge desk takes.
    if ([...photos.keys(), ...live.keys()].some((person) => people === 'anybody' || people.has(person))) publish();
  });

  return {
    open: async () => {
      const modelId = pool.faceModelId();
      if (modelId === undefined) throw new Error('no perception process is ready to enrol faces');
      let damaged = 0;
      for (const [at, person] of store.livePeople(modelId).entries()) {
        const stored = store.live(person, modelId);
        damaged += stored.damaged;
        if (stored.templates.length > 0) live.set(person, stored.templates);
        // Thousands of them must not hold up a card at a door.
        if (at % peopleAtOnce === 0) await afterIo();
      }
      again = new Set(store.toEnrolAgain(modelId));
      if (damaged > 0) log.error({ templates: damaged }, 'stored face templates were altered and are not used');
      for (const resident of again) log.warn({ resident }, 'enrolled with another face model: enrol again');
      // Whoever was enrolled live need not wait for the photos of all others.
      publish();
      const found = await enrolResidents({ ...options, store, modelId });
      for (const [person, templates] of found) {
        const taken = alikeOf(person, templates[0]!, firstLooks(), sameFaceCosine);
        if (taken.length === 0) photos.set(person, templates);
        else
          log.warn({ resident: person, alike: taken }, 'photos not enrolled: this face is enrolled as somebody else');
        await afterIo();
      }
      publish();
      log.info(
        { people: new Set([...photos.keys(), ...live.keys()]).size, templates: entries().length },
        'faces known',
      );
    },
    problem: () => store.fault?.message,
    count: (person) => templatesOf(person).length,
    mustEnrolAgain: (person) => again.has(person),
    addLive: (person, templates) => {
      const modelId = pool.faceModelId();
      if (modelId === undefined) throw new Error('no perception process is ready to enrol faces');
      const known = photos.get(person) ?? [];
      const fits = known.length === 0 || known.some((photo) => cosineOf(photo, templates[0]!) >= samePersonCosine);
      if (!fits) return { kind: 'different-person' };
      const taken = alikeOf(person, templates[0]!, entries(), sameFaceCosine);
      if (taken.length > 0) return { kind: 'known-face', alike: taken };
      store.putLive(person, modelId, templates, clock.wallMs());
      live.set(person, [...templates]);
      again.delete(person);
      publish();
      return { kind: 'kept', alike: alikeOf(person, templates[0]!, entries(), doorThreshold) };
    },
    people: () => [...new Set([...store.people(), ...photos.keys(), ...live.keys()])],
    remove: (person) => {
      const inUse = templatesOf(person).length;
      const stored = store.removePerson(person);
      for (const known of [photos, live]) known.delete(person);
      again.delete(person);
      store.markRemoved(person, clock.wallMs());
      publish();
      return Math.max(inUse, stored);
    },
    close: forget,
  };
}

/** Others whom a door could take for this person, so that the margin must tell them apart, or a mistake; at most three. */
function alikeOf(
  person: string,
  template: Float32Array,
  all: readonly { person: string; template: Float32Array }[],
  threshold: number,
): string[] {
  const others = all.filter((entry) => entry.person !== person && cosineOf(entry.template, template) >= threshold);
  return [...new Set(others.map((entry) => entry.person))].slice(0, 3);
}

/** Whose consent or stay a change is about. Of what was removed nothing says whose it was. */
function peopleOf(changes: readonly Change[]): ReadonlySet<string> | 'anybody' {
  const people = new Set<string>();
  for (const change of changes) {
    const { kind } = change;
    if (kind !== 'consent' && kind !== 'residency' && kind !== 'membership' && kind !== 'visit' && kind !== 'person')
      continue;
    if ('remove' in change) return 'anybody';
    if (kind === 'visit') people.add(change.put.host);
    else people.add(kind === 'person' ? change.put.id : change.put.person);
  }
  return people;
}
