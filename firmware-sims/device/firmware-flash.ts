import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createFileNote, type FlashNote } from './flash-note.ts';

export type SlotName = 'a' | 'b';

/** Where a device keeps two programs, and the note that says which of them starts. All of it outlives its power. */
export interface FirmwareFlash {
  note: FlashNote;
  size(slot: SlotName): number;
  read(slot: SlotName): Uint8Array;
  /** Behind what is there. */
  append(slot: SlotName, bytes: Uint8Array): void;
  erase(slot: SlotName): void;
}

export function createMemoryFlash(): FirmwareFlash {
  let text: string | undefined;
  const slots: Record<SlotName, Buffer> = { a: Buffer.alloc(0), b: Buffer.alloc(0) };
  return {
    note: {
      load: () => text,
      save: (next) => {
        text = next;
      },
    },
    size: (slot) => slots[slot].byteLength,
    read: (slot) => slots[slot],
    append: (slot, bytes) => {
      slots[slot] = Buffer.concat([slots[slot], bytes]);
    },
    erase: (slot) => {
      slots[slot] = Buffer.alloc(0);
    },
  };
}

/** Three files in `folder`. */
export function createFileFlash(folder: string): FirmwareFlash {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (slot: SlotName) => join(folder, `${slot}.bin`);
  const change = (slot: SlotName, flag: 'a' | 'w', work: (file: number) => void) => {
    const file = openSync(pathOf(slot), flag, 0o600);
    try {
      work(file);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  };
  return {
    note: createFileNote(join(folder, 'firmware.json')),
    size: (slot) => (existsSync(pathOf(slot)) ? statSync(pathOf(slot)).size : 0),
    read: (slot) => (existsSync(pathOf(slot)) ? readFileSync(pathOf(slot)) : Buffer.alloc(0)),
    append: (slot, bytes) => change(slot, 'a', (file) => void writeSync(file, bytes)),
    erase: (slot) => change(slot, 'w', (file) => ftruncateSync(file, 0)),
  };
}
