import { sharpThumbnail } from './sharp-thumbnail.ts';

/** A picture that came out wrong, or nearly so: what was expected and what was said. */
export interface ReportCase {
  /** One or, for a pair, two. */
  pictures: string[];
  expected: string;
  got: string;
}

export interface ReportTable {
  title: string;
  header: string[];
  rows: (string | number)[][];
}

export interface Report {
  title: string;
  summary: Readonly<Record<string, number>>;
  tables: ReportTable[];
  /** SVG texts. */
  plots: { title: string; svg: string }[];
  /** The worst first. */
  cases: { title: string; items: ReportCase[] }[];
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string | number) => String(text).replace(/[&<>"]/g, (one) => escapes[one]!);
const maxCases = 100;

/** One self-contained HTML page. */
export async function renderReport(report: Report): Promise<string> {
  const summary = { title: 'Summary', header: ['figure', 'value'], rows: Object.entries(report.summary) };
  const tables = [summary, ...report.tables].map(renderTable);
  const plots = report.plots.map(
    ({ title, svg }) => `<figure><figcaption>${escaped(title)}</figcaption>${svg}</figure>`,
  );
  const cases = await Promise.all(report.cases.map(renderCases));
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(report.title)}</title>
<style>body{font:15px system-ui;margin:2rem;max-width:80rem}figure{display:inline-block;margin:.5rem;vertical-align:top}
figcaption{max-width:24rem}table{border-collapse:collapse}th,td{text-align:left;padding:.15rem 1rem .15rem 0}</style>
<h1>${escaped(report.title)}</h1>${tables.join('')}${plots.join('')}${cases.join('')}</html>\n`;
}

function renderTable({ title, header, rows }: ReportTable): string {
  const head = header.map((cell) => `<th>${escaped(cell)}`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}`).join('')}`).join('');
  return `<h2>${escaped(title)}</h2><table><tr>${head}${body}</table>`;
}

async function renderCases({ title, items }: Report['cases'][number]): Promise<string> {
  const figures = await Promise.all(
    items.slice(0, maxCases).map(async ({ pictures, expected, got }) => {
      const shown = await Promise.all(pictures.map(sharpThumbnail));
      const images = shown.map((source) => (source ? `<img src="${source}" height="112" alt="">` : '(unreadable) '));
      return `<figure>${images.join('')}<figcaption>${escaped(expected)} → ${escaped(got)}</figcaption></figure>`;
    }),
  );
  const more = items.length > maxCases ? ` (the first ${maxCases} shown)` : '';
  return `<h2>${escaped(title)}: ${items.length}${more}</h2>${figures.join('')}`;
}
