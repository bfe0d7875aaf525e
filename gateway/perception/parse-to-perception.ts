import type { Point, Polygon } from '../../devices/contracts/camera-scene.ts';
import type { Parsed } from '../../devices/contracts/parse.ts';
import { cameraKinds, livenessPolicies } from '../../devices/contracts/site-file.ts';
import type { FaceSettings, FallZone, GalleryEntry, PerceptionCamera, ToPerception } from './messages.ts';

const maxCameras = 64;
const maxPhotos = 100;
const maxEntries = 1_000_000;
const maxMasks = 16;
const maxFalls = 32;
const maxClipMs = 120_000;
const templateLength = 512;

/** Checks what came over the process channel. Problems name the field, never its content: an address may hold a password. */
export function parseToPerception(input: unknown): Parsed<ToPerception> {
  if (!isRecord(input)) return { ok: false, problem: 'a message must be an object' };
  const complaint = complain(input);
  return complaint === undefined
    ? { ok: true, value: input as unknown as ToPerception }
    : { ok: false, problem: complaint };
}

function complain(message: Record<string, unknown>): string | undefined {
  switch (message.kind) {
    case 'configure':
      if (!isText(message.modelsDir, 4096)) return 'configure: modelsDir must be a path';
      if (!isFaceSettings(message.faces)) return 'configure: faces are not readable';
      return isListOf(message.cameras, maxCameras, isCamera) ? undefined : 'configure: cameras are not readable';
    case 'gallery':
      if (!isText(message.modelId, 200)) return 'gallery: modelId must be a text';
      return isListOf(message.entries, maxEntries, isEntry) ? undefined : 'gallery: entries are not readable';
    case 'enrol':
      if (!isRequest(message.request)) return 'enrol: request must be a whole number';
      return isListOf(message.photos, maxPhotos, isPath) ? undefined : 'enrol: photos must be paths';
    case 'watch':
      if (typeof message.on !== 'boolean') return 'watch: on must be true or false';
      return isText(message.camera, 64) ? undefined : 'watch: camera must be an id';
    case 'snapshot':
      if (!isRequest(message.request)) return 'snapshot: request must be a whole number';
      return isText(message.camera, 64) ? undefined : 'snapshot: camera must be an id';
    case 'enrol-live':
      if (!isRequest(message.request)) return 'enrol-live: request must be a whole number';
      if (!isBetween(message.seconds, 1, 300)) return 'enrol-live: seconds must be 1 to 300';
      return isText(message.camera, 64) ? undefined : 'enrol-live: camera must be an id';
    case 'enrol-cancel':
      return isRequest(message.request) ? undefined : 'enrol-cancel: request must be a whole number';
    case 'clip':
      if (!isRequest(message.request)) return 'clip: request must be a whole number';
      if (!isBetween(message.fromMs, 0, Number.MAX_SAFE_INTEGER)) return 'clip: fromMs must be a time';
      if (!isBetween(message.toMs, message.fromMs, message.fromMs + maxClipMs)) return 'clip: toMs must follow fromMs';
      return isText(message.camera, 64) ? undefined : 'clip: camera must be an id';
    case 'scene':
      if (typeof message.watched !== 'boolean') return 'scene: watched must be true or false';
      if (!isListOf(message.masks, maxMasks, isPolygon)) return 'scene: masks are not readable';
      if (!isFalls(message.falls)) return 'scene: falls are not readable';
      return isText(message.camera, 64) ? undefined : 'scene: camera must be an id';
    case 'stop':
      return undefined;
    default:
      return 'a message of unknown kind';
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength;
}

function isPath(value: unknown): value is string {
  return isText(value, 4096);
}

function isRequest(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isListOf<T>(value: unknown, maxLength: number, isItem: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.length <= maxLength && value.every(isItem);
}

function isCamera(value: unknown): value is PerceptionCamera {
  if (!isRecord(value) || !isText(value.id, 64) || !isText(value.url, 1024)) return false;
  if (!livenessPolicies.some((policy) => policy === value.liveness) || typeof value.watched !== 'boolean') return false;
  if (!isListOf(value.masks, maxMasks, isPolygon)) return false;
  if (value.keepS !== undefined && !isBetween(value.keepS, 1, 60)) return false;
  if (!isFalls(value.falls)) return false;
  const isKnown = cameraKinds.some((kind) => kind === value.kind);
  return isKnown && /^rtsps?:\/\//.test(value.url) && (value.transport === 'tcp' || value.transport === 'udp');
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

function isPolygon(value: unknown): value is Polygon {
  const isPoint = (point: unknown): point is Point =>
    Array.isArray(point) && point.length === 2 && point.every((part) => isBetween(part, 0, 1));
  return isListOf(value, 32, isPoint) && value.length >= 3;
}

function isFalls(value: unknown): value is FallZone[] | undefined {
  return value === undefined || isListOf(value, maxFalls, isFallZone);
}

function isFallZone(value: unknown): value is FallZone {
  if (!isRecord(value) || !isText(value.area, 64) || !isPolygon(value.polygon)) return false;
  const { storeyHeight, topStoreyHeight = storeyHeight, lowestFloor } = value;
  const isStorey = (height: unknown) => isBetween(height, 0.01, 1);
  return isStorey(storeyHeight) && isStorey(topStoreyHeight) && isBetween(lowestFloor, 0, 200);
}

function isFaceSettings(value: unknown): value is FaceSettings {
  if (!isRecord(value)) return false;
  const { threshold = 0.42, margin = 0.08 } = value;
  return isBetween(threshold, 0.2, 0.9) && isBetween(margin, 0.02, 0.5);
}

function isEntry(value: unknown): value is GalleryEntry {
  if (!isRecord(value) || !isText(value.person, 64) || !(value.template instanceof Float32Array)) return false;
  return value.template.length === templateLength && value.template.every(Number.isFinite);
}
