import { open, readFile } from 'node:fs/promises';
import { decodePhoto, encodeJpeg } from '../models/sharp-frames.ts';
import { filmLengthMs, scanFilm, writeHidden } from './av-redact.ts';
import type { ExportJob } from './export-job.ts';
import { boxesToHide, clearSpans } from './hidden-traces.ts';
import { createIdentityFinder, type IdentityFinder } from './identity-finder.ts';
import { pixelate } from './pixelate.ts';

/** Most of the time goes into looking. */
const lookingPart = 0.8;
/** Progress is told no more often than that. */
const smallestStep = 0.01;

/** Throws when the clip cannot be read, or a model is missing; then there is no new file worth having. */
export async function exportClip(job: ExportJob, progress: (part: number) => void): Promise<void> {
  const tell = inSteps(progress);
  const lengthMs = Math.max(1, await filmLengthMs(job.from));
  const finder = await createIdentityFinder({ modelsDir: job.modelsDir });
  try {
    const film = await scanFilm(job.from, async (image, atMs) => {
      await finder.look(image, atMs);
      tell(lookingPart * Math.min(1, atMs / lengthMs));
    });
    if (film.frames === 0) throw new Error('the clip holds no picture that can be decoded');
    const traces = finder.traces();
    const clear = clearSpans(traces, job.clear, film);
    await writeHidden(
      job.from,
      job.to,
      (atMs) => boxesToHide(traces, clear, atMs),
      (atMs) => tell(lookingPart + (1 - lookingPart) * Math.min(1, atMs / lengthMs)),
    );
  } finally {
    await finder.close();
  }
}

export async function exportPicture(job: ExportJob, progress: (part: number) => void): Promise<void> {
  const finder: IdentityFinder = await createIdentityFinder({ modelsDir: job.modelsDir });
  try {
    const image = await decodePhoto(await readFile(job.from));
    await finder.lookOnce(image);
    progress(lookingPart);
    const traces = finder.traces();
    // A picture is one moment: whenever a subject was seen, it is looked for here.
    const clear = clearSpans(
      traces,
      job.clear.map((subject) => ({ ...subject, atMs: 0 })),
      image,
    );
    const { width, height, data } = image;
    for (const box of boxesToHide(traces, clear, 0)) {
      for (const offset of [0, 1, 2]) pixelate({ data, width, height, stride: width * 3, step: 3, offset }, box);
    }
    await writePrivate(job.to, await encodeJpeg(image));
  } finally {
    await finder.close();
  }
}

async function writePrivate(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}

function inSteps(progress: (part: number) => void): (part: number) => void {
  let last = 0;
  return (part) => {
    if (part - last < smallestStep) return;
    last = part;
    progress(part);
  };
}
