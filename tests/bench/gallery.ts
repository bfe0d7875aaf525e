import { createGallery, templateLength } from '../../models/gallery.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';

/** Exact 1:N search: median milliseconds of one search in galleries of 10,000 and 100,000 templates, on one core. */
export async function run(): Promise<Record<string, number>> {
  return {
    ...(await time('Of10000', 10_000, 60)),
    ...(await time('Of100000', 100_000, 20)),
  };
}

function randomTemplate(): Float32Array {
  const values = Float32Array.from({ length: templateLength }, () => Math.random() + Math.random() - 1);
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / length);
}

async function time(suffix: string, count: number, searches: number): Promise<Record<string, number>> {
  const builtAt = performance.now();
  const entries = Array.from({ length: count }, (_, at) => ({ person: `p${at}`, template: randomTemplate() }));
  const gallery = createGallery('bench', entries);
  const buildMs = performance.now() - builtAt;
  const probes = Array.from({ length: searches + 5 }, randomTemplate);
  const times: number[] = [];
  let misses = 0;
  for (const [at, probe] of probes.entries()) {
    // Every third probe is somebody enrolled, who must come back as himself.
    const known = at % 3 === 0 ? entries[(at * 7919) % count] : undefined;
    const startedAt = performance.now();
    const { best } = gallery.search(known?.template ?? probe);
    if (at >= 5) times.push(performance.now() - startedAt);
    if (known && best?.person !== known.person) misses += 1;
  }
  const median = Number(percentile(times, 0.5).toFixed(3));
  return { [`searchMs${suffix}`]: median, [`buildMs${suffix}`]: Math.round(buildMs), [`missed${suffix}`]: misses };
}
