import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { drawClothes } from './clothes-drawing.ts';
import type { PersonPhoto } from './person-photo.ts';
import { cutOutHead } from './sharp-cutout.ts';

const width = 480;
const height = 600;
const faceHeight = 280;

/**
 * Writes a passport-like crop for enrolment: a JPEG of 480×600 with the head upright before a plain ground, the face
 * about 280 pixels high. It is not what a camera shows: that is mirrored, of another brightness, and noisy.
 */
export async function writeEnrolmentPhoto(person: PersonPhoto, path: string): Promise<void> {
  const head = await cutOutHead(person);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#d5dade"/><g transform="translate(${width / 2} 160) scale(${faceHeight})">${head}${drawClothes(person.coat)}</g></svg>`;
  await mkdir(dirname(path), { recursive: true });
  await sharp(Buffer.from(svg)).flatten({ background: '#d5dade' }).jpeg({ quality: 92 }).toFile(path);
}
