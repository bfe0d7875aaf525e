import type { Parsed } from '../../devices/contracts/parse.ts';
import { cameraKinds } from '../../devices/contracts/site-file.ts';
import type { GalleryEntry, PerceptionCamera, ToPerception } from './messages.ts';

const maxCameras = 64;
const maxPhotos = 100;
const maxEntries = 1_000_000;
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
  const isKnown = cameraKinds.some((kind) => kind === value.kind);
  return isKnown && /^rtsps?:\/\//.test(value.url) && (value.transport === 'tcp' || value.transport === 'udp');
}

function isEntry(value: unknown): value is GalleryEntry {
  if (!isRecord(value) || !isText(value.person, 64) || !(value.template instanceof Float32Array)) return false;
  return value.template.length === templateLength && value.template.every(Number.isFinite);
}
