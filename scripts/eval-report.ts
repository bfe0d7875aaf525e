import { readFile } from 'node:fs/promises';
import type { RocPoint } from '../models/verification.ts';

/** A picture that came out wrong, with what was expected and what was said. */
export interface ReportCase {
  picture: string;
  expected: string;
  got: string;
}

export interface Report {
  title: string;
  summary: Readonly<Record<string, number>>;
  plots: { title: string; svg: string }[];
  wrong: ReportCase[];
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (one) => escapes[one]!);
const plotWidth = 480;
const plotHeight = 260;
const maxPictures = 100;

function frame(content: string, caption: string): string {
  return (
    `<svg viewBox="-40 -10 ${plotWidth + 60} ${plotHeight + 50}" width="${plotWidth + 60}" role="img">` +
    `<rect width="${plotWidth}" height="${plotHeight}" fill="none" stroke="#999"/>${content}` +
    `<text x="${plotWidth / 2}" y="${plotHeight + 34}" text-anchor="middle">${escaped(caption)}</text></svg>`
  );
}

/** True accepts over false accepts, false accepts as a logarithm from 1e-5 to 1. */
export function plotRoc(roc: readonly RocPoint[]): string {
  const x = (far: number) => ((Math.log10(Math.max(far, 1e-5)) + 5) / 5) * plotWidth;
  // The last fifth holds everything of interest.
  const y = (tar: number) => plotHeight * (1 - Math.max(0, (tar - 0.8) / 0.2));
  const line = roc.map((point) => `${x(point.falseAccept).toFixed(1)},${y(point.trueAccept).toFixed(1)}`).join(' ');
  const marks = [1e-4, 1e-3, 1e-2, 1e-1].map(
    (far) =>
      `<line x1="${x(far)}" x2="${x(far)}" y2="${plotHeight}" stroke="#ddd"/>` +
      `<text x="${x(far)}" y="${plotHeight + 14}" text-anchor="middle">${far}</text>`,
  );
  const levels = [0.8, 0.9, 1].map((tar) => `<text x="-6" y="${y(tar) + 4}" text-anchor="end">${tar}</text>`);
  const curve = `<polyline points="${line}" fill="none" stroke="#06c" stroke-width="2"/>`;
  return frame(`${marks.join('')}${levels.join('')}${curve}`, 'false accept rate → true accept rate');
}

/** How often each value comes, as bars; several groups over each other. */
export function plotHistogram(groups: Readonly<Record<string, readonly number[]>>, from: number, to: number): string {
  const bins = 48;
  const colours = ['#06c', '#c40', '#2a2'];
  const bars = Object.values(groups).map((values, group) => {
    const counts = new Float64Array(bins);
    for (const value of values) {
      const bin = Math.floor(((value - from) / (to - from)) * bins);
      counts[Math.min(bins - 1, Math.max(0, bin))]! += 1 / Math.max(1, values.length);
    }
    const top = Math.max(...counts, 1e-9);
    return [...counts]
      .map((count, bin) => {
        const height = (count / top) * plotHeight;
        const left = (bin * plotWidth) / bins;
        return `<rect x="${left}" y="${plotHeight - height}" width="${plotWidth / bins}" height="${height}" fill="${colours[group % 3]}" opacity="0.5"/>`;
      })
      .join('');
  });
  const ends = `<text y="${plotHeight + 14}">${from}</text><text x="${plotWidth}" y="${plotHeight + 14}" text-anchor="end">${to}</text>`;
  const names = Object.keys(groups).map((name, at) => `${name} (${['blue', 'red', 'green'][at % 3]})`);
  return frame(bars.join('') + ends, names.join(', '));
}

/** One self-contained HTML page. */
export async function renderReport(report: Report): Promise<string> {
  const rows = Object.entries(report.summary).map(([key, value]) => `<tr><th>${escaped(key)}<td>${value}`);
  const plots = report.plots.map(
    ({ title, svg }) => `<figure><figcaption>${escaped(title)}</figcaption>${svg}</figure>`,
  );
  const cases = await Promise.all(
    report.wrong.slice(0, maxPictures).map(async ({ picture, expected, got }) => {
      const bytes = await readFile(picture);
      const type = picture.toLowerCase().endsWith('.png') ? 'png' : 'jpeg';
      const source = `data:image/${type};base64,${bytes.toString('base64')}`;
      return `<figure><img src="${source}" height="96" alt=""><figcaption>${escaped(expected)} → ${escaped(got)}</figcaption></figure>`;
    }),
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(report.title)}</title>
<style>body{font:15px system-ui;margin:2rem;max-width:75rem}figure{display:inline-block;margin:.5rem}th{text-align:left;padding-right:1rem}</style>
<h1>${escaped(report.title)}</h1><table>${rows.join('')}</table>${plots.join('')}
<h2>Wrong: ${report.wrong.length}</h2>${cases.join('')}</html>\n`;
}
