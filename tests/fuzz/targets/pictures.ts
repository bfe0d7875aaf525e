import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../../gateway/kernel/fault.ts';
import { decodePhoto, PhotoError } from '../../../gateway/perception/models/sharp-frames.ts';
import { readPlanImage } from '../../../gateway/register/site/plan-image.ts';
import { demand, type FuzzTarget, refusedAs } from '../fuzz-target.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
);
const file = join(mkdtempSync(join(tmpdir(), 'ringward-fuzz-')), 'plan');

export const target: FuzzTarget = {
  name: 'pictures',
  about: 'a plan or a photo is a picture within the limits, or refused by a reason',
  share: 0.15,
  seeds: [png, gif, jpeg, '<svg xmlns="http://www.w3.org/2000/svg"/>', '<?xml version="1.0"?><!DOCTYPE svg><svg/>'],
  words: [
    'IHDR',
    'IDAT',
    'IEND',
    'acTL',
    'eXIf',
    'JFIF',
    'Exif',
    '<svg',
    'NETSCAPE2.0',
    'RIFF',
    'WEBPVP8 ',
    'ftypavif',
  ],
  async run(input) {
    writeFileSync(file, input);
    const plan = refusedAs(Fault, () => readPlanImage(file));
    if (plan) demand(plan.bytes.length === input.length, 'a plan is all of its file');
    try {
      const { width, height, data } = await decodePhoto(input, { maxPixels: 1_000_000 });
      demand(data.length === width * height * 3 && width * height <= 1_000_000, 'as many bytes as pixels');
    } catch (error) {
      if (!(error instanceof PhotoError)) throw error;
    }
  },
};
