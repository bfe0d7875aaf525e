import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createExportRunner, type ExportRun } from '../../../gateway/perception/exports/export-runner.ts';
import { createFaceRecognizer, type DescribedFace } from '../../../gateway/perception/faces/face-recognizer.ts';
import { decodePhoto, encodeJpeg } from '../../../gateway/perception/models/sharp-frames.ts';
import { createPlateRecognizer } from '../../../gateway/perception/plates/plate-recognizer.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { drawPlateFrame } from '../../fixtures/sharp-drawn-plate.ts';
import { cannotSee, modelsDir, peopleDir } from '../perception/prepared-models.ts';

const closing: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-export-'));
  closing.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const runner = createExportRunner({ modelsDir, log: quietLog });

function exportPicture(from: string, to: string, clear: ExportRun['clear'] = []) {
  return runner({ from, to, media: 'picture', clear, progress: () => {}, signal: AbortSignal.timeout(60_000) });
}

/** Everybody in a picture as the gateway's own recogniser sees them. */
async function everybody(path: string): Promise<{ width: number; height: number; faces: DescribedFace[] }> {
  const recognizer = await createFaceRecognizer({ modelsDir });
  try {
    const image = await decodePhoto(path);
    const faces = [];
    for (const face of await recognizer.find(image)) faces.push(await recognizer.describe(image, face));
    return { width: image.width, height: image.height, faces };
  } finally {
    await recognizer.close();
  }
}

const likeness = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
/** Highest likeness of each face of the original to anybody in the export. */
const bestOf = (original: readonly DescribedFace[], exported: readonly DescribedFace[]) =>
  original.map((face) => Math.max(-1, ...exported.map((other) => likeness(face.template, other.template))));
/** Characters that two plates have at the same places. */
const inCommon = (a: string, b: string) => [...a].filter((character, at) => character === [...b][at]).length;
/** Below it nobody is taken for the same person: people are known from 0.42 on. */
const stranger = 0.3;

describe.skipIf(cannotSee)('a picture that leaves the gateway', () => {
  test.each([1, 2, 3, 4, 5, 6])('shows nobody of photo %i that could be recognised', async (number) => {
    const from = `${peopleDir}/sample${number}.jpg`;
    const to = join(temporaryFolder(), 'export.jpg');
    expect(await exportPicture(from, to)).toEqual({ ok: true });
    const [before, after] = [await everybody(from), await everybody(to)];
    expect(before.faces.length).toBeGreaterThan(2);
    expect(after).toMatchObject({ width: before.width, height: before.height });
    for (const best of bestOf(before.faces, after.faces)) expect(best).toBeLessThan(stranger);
  });

  test('shows the one whom the alarm is about, and nobody else', async () => {
    const from = `${peopleDir}/sample4.jpg`;
    const to = join(temporaryFolder(), 'export.jpg');
    const { width, height, faces } = await everybody(from);
    const [subject, ...others] = faces.toSorted((a, b) => a.box.x - b.box.x) as [DescribedFace, ...DescribedFace[]];
    const { x, y, width: w, height: h } = subject.box;
    const box = { x: x / width, y: y / height, width: w / width, height: h / height };
    expect(await exportPicture(from, to, [{ kind: 'face', atMs: 0, box }])).toEqual({ ok: true });
    const after = await everybody(to);
    expect(bestOf([subject], after.faces)[0]).toBeGreaterThan(0.8);
    for (const best of bestOf(others, after.faces)) expect(best).toBeLessThan(stranger);
  });

  test('shows no number plate that could be read, be it small, large or seen from aside', async () => {
    const dir = temporaryFolder();
    const reader = await createPlateRecognizer({ modelsDir });
    try {
      for (const [widthPx, turn] of [
        [70, 0],
        [110, 6],
        [200, -8],
      ] as const) {
        const [from, to] = [join(dir, 'car.jpg'), join(dir, 'export.jpg')];
        const drawn = await drawPlateFrame({ plate: '粤B12345', colour: 'blue', widthPx, turn });
        await writeFile(from, await encodeJpeg(drawn, 95));
        expect((await reader.read(await decodePhoto(from))).map(({ plate }) => plate)).toContain('粤B12345');
        expect(await exportPicture(from, to)).toEqual({ ok: true });
        // Letters on the wall may be left; nothing of the plate is.
        const left = await reader.read(await decodePhoto(to));
        for (const { plate } of left) expect(inCommon(plate, '粤B12345'), `${widthPx} px`).toBeLessThan(3);
      }
    } finally {
      await reader.close();
    }
  });

  test('says nothing of camera, place or time that the original said', async () => {
    const to = join(temporaryFolder(), 'export.jpg');
    expect(await exportPicture(`${peopleDir}/sample1.jpg`, to)).toEqual({ ok: true });
    const bytes = await readFile(to);
    expect(bytes.indexOf('Exif')).toBe(-1);
    expect(bytes.indexOf('http://ns.adobe.com/xap')).toBe(-1);
  });
});
