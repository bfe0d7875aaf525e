import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { decode, encode } from '@msgpack/msgpack';
import { people } from '../../../firmware-sims/assets/people.ts';
import { type Recording, recordScene } from '../../../firmware-sims/camera/recording.ts';
import {
  createDoorScene,
  createLaneScene,
  createYardScene,
  type Scene,
  type SimVehicle,
} from '../../../firmware-sims/camera/scene.ts';

/** What a camera shows: `idle` for ever, and passages in between. */
export interface Film {
  kind: 'face-camera' | 'anpr-camera' | 'dome-camera';
  idle: string;
  passages: Passage[];
}

/** A recording in which one person walks up or one vehicle drives up, and leaves. */
export interface Passage {
  file: string;
  /** The person's id or the plate. */
  who: string;
  /** From the recording's start: when there is something of them to see, and when no longer. */
  entersMs: number;
  leavesMs: number;
}

const size = { width: 1280, height: 720, fps: 15 };
/** Of the sensor, as a camera's own filters leave it. */
const noise = 1.5;
/** Recorded anew when something here changes. */
const version = 'v2';
const walk = { approachMs: 1500, stayMs: 3000, leaveMs: 900 };
const drive = { approachMs: 2500, stayMs: 3000, leaveMs: 1500 };
/** Nobody enters in step with the key frames: from 15 to 29 frames after one. */
const leadFrames = (at: number) => 15 + ((at * 7) % 15);
const tailFrames = 15;

export const residents = people.slice(0, 6);
const vehicles: readonly SimVehicle[] = [
  { plate: '沪A23K78', colour: 'blue' },
  { plate: '苏E8H316', colour: 'blue' },
  { plate: '浙BD05829', colour: 'green' },
  { plate: '京NF46173', colour: 'green' },
  { plate: '皖C7T942', colour: 'yellow' },
];

/** Records, once, what the cameras of the bench show: three doors, three lanes, three yards and a lift. */
export async function prepareFilms(dir: string, say: (text: string) => void): Promise<Film[]> {
  mkdirSync(dir, { recursive: true });
  const keep: Keep = async (name, record) => {
    const file = join(dir, `${version}-${name}.film`);
    if (existsSync(file)) return file;
    say(`recording ${name}`);
    writeFileSync(`${file}.part`, encode(await record()));
    renameSync(`${file}.part`, file);
    return file;
  };
  const films: Film[] = [];
  for (let place = 0; place < 3; place++) films.push(await filmDoor(place, keep), await filmLane(place, keep));
  for (let place = 0; place < 4; place++) films.push(await filmYard(place, keep));
  return films;
}

export function readRecording(file: string): Recording {
  return decode(readFileSync(file)) as Recording;
}

type Keep = (name: string, record: () => Promise<Recording>) => Promise<string>;

async function filmDoor(place: number, keep: Keep): Promise<Film> {
  const openScene = () => createDoorScene({ ...size, background: place, title: `Door ${place + 1}` });
  const idle = await keep(`door-${place}-idle`, async () => recordIdle(await openScene(), 8));
  const seenMs = walk.approachMs + walk.stayMs + walk.leaveMs;
  const passages: Passage[] = [];
  for (const [at, person] of residents.filter((_, index) => index % 3 !== place).entries()) {
    const lead = leadFrames(place * 4 + at);
    const file = await keep(`door-${place}-${person.id}`, async () => {
      const scene = await openScene();
      return recordPassage(scene, lead, seenMs, (index) => {
        if (index === lead) return begin(scene.walkUp(person, walk));
      });
    });
    passages.push({ file, who: person.id, ...timesOf(lead, seenMs) });
  }
  return { kind: 'face-camera', idle, passages };
}

async function filmLane(place: number, keep: Keep): Promise<Film> {
  const openScene = () => createLaneScene({ ...size, background: place, title: `Lane ${place + 1}` });
  const idle = await keep(`lane-${place}-idle`, async () => recordIdle(await openScene(), 8));
  const seenMs = drive.approachMs + drive.stayMs + drive.leaveMs;
  const passages: Passage[] = [];
  for (const [at, vehicle] of vehicles.filter((_, index) => (index + place) % 5 < 3).entries()) {
    const lead = leadFrames(place * 4 + at + 2);
    const leaves = lead + frames(drive.approachMs + drive.stayMs);
    const file = await keep(`lane-${place}-${at}`, async () => {
      const scene = await openScene();
      return recordPassage(scene, lead, seenMs, (index) => {
        if (index === lead) return begin(scene.driveUp(vehicle, drive));
        if (index === leaves) return begin(scene.leave(drive));
      });
    });
    passages.push({ file, who: vehicle.plate, ...timesOf(lead, seenMs) });
  }
  return { kind: 'anpr-camera', idle, passages };
}

async function filmYard(place: number, keep: Keep): Promise<Film> {
  const options = { ...size, background: place, title: `Yard ${place + 1}` };
  const idle = await keep(`yard-${place}-idle`, async () => recordIdle(await createYardScene(options), 32));
  return { kind: 'dome-camera', idle, passages: [] };
}

const frames = (milliseconds: number) => Math.ceil((milliseconds * size.fps) / 1000);
const timesOf = (lead: number, seenMs: number) => {
  const entersMs = (lead * 1000) / size.fps;
  return { entersMs, leavesMs: entersMs + seenMs };
};

function recordIdle(scene: Scene, seconds: number): Promise<Recording> {
  return recordScene({ ...size, noise, scene, frames: seconds * size.fps });
}

function recordPassage(
  scene: Scene,
  lead: number,
  seenMs: number,
  beforeFrame: (index: number) => Promise<void> | undefined,
): Promise<Recording> {
  // Whole groups of pictures: the idle film goes on with a key frame.
  const count = Math.ceil((lead + frames(seenMs) + tailFrames) / size.fps) * size.fps;
  return recordScene({ ...size, noise, scene, frames: count, beforeFrame });
}

/** The act goes on with the frames that follow; only its drawing is waited for. */
async function begin(act: Promise<unknown>): Promise<void> {
  void act;
  await sleep(1000);
}
