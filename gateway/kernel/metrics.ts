import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Figures of one gateway, in its own registry, so that several can run in one process. */
export interface Metrics {
  count(name: string, labels?: Record<string, string>, by?: number): void;
  observeMs(name: string, milliseconds: number, labels?: Record<string, string>): void;
  /** Of an observed time, over all its labels; `undefined` before the first. `p90Ms` is the bound of a bucket. */
  summary(name: string): Promise<{ count: number; meanMs: number; p90Ms?: number } | undefined>;
  gauge(name: string, read: () => number): void;
  /** One gauge with labels, all its values read anew each time. */
  gauges(name: string, labelNames: readonly string[], read: () => LabelledValue[]): void;
  /** Sum of a counter over all its labels, by name. */
  totals(): Promise<Record<string, number>>;
  text(): Promise<string>;
}

export interface LabelledValue {
  labels: Record<string, string>;
  value: number;
}

const buckets = [1, 2, 5, 10, 20, 30, 50, 100, 200, 300, 500, 800, 1000, 1500, 2500, 5000];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  return {
    count(name, labels = {}, by = 1) {
      let counter = counters.get(name);
      if (!counter) {
        const full = `ringward_${name}_total`;
        counter = new Counter({ name: full, help: full, labelNames: Object.keys(labels), registers: [registry] });
        counters.set(name, counter);
      }
      counter.inc(labels, by);
    },
    observeMs(name, milliseconds, labels = {}) {
      let histogram = histograms.get(name);
      if (!histogram) {
        const full = `ringward_${name}_milliseconds`;
        histogram = new Histogram({
          name: full,
          help: full,
          buckets,
          labelNames: Object.keys(labels),
          registers: [registry],
        });
        histograms.set(name, histogram);
      }
      histogram.observe(labels, milliseconds);
    },
    summary: async (name) => summaryOf((await histograms.get(name)?.get())?.values ?? []),
    gauge(name, read) {
      const full = `ringward_${name}`;
      new Gauge({
        name: full,
        help: full,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    },
    gauges(name, labelNames, read) {
      const full = `ringward_${name}`;
      new Gauge({
        name: full,
        help: full,
        labelNames: [...labelNames],
        registers: [registry],
        collect() {
          this.reset();
          for (const { labels, value } of read()) this.set(labels, value);
        },
      });
    },
    async totals() {
      const sums: Record<string, number> = {};
      for (const [name, counter] of counters) {
        const { values } = await counter.get();
        sums[name] = values.reduce((sum, entry) => sum + entry.value, 0);
      }
      return sums;
    },
    text: () => registry.metrics(),
  };
}

interface HistogramValue {
  metricName?: string;
  labels: Partial<Record<string, string | number>>;
  value: number;
}

function summaryOf(values: readonly HistogramValue[]): { count: number; meanMs: number; p90Ms?: number } | undefined {
  const sumOf = (ending: string, le?: number) =>
    values
      .filter(({ metricName, labels }) => metricName?.endsWith(ending) && (le === undefined || labels.le === le))
      .reduce((total, { value }) => total + value, 0);
  const count = sumOf('_count');
  if (count === 0) return undefined;
  const p90Ms = buckets.find((bound) => sumOf('_bucket', bound) >= count * 0.9);
  return { count, meanMs: sumOf('_sum') / count, ...(p90Ms !== undefined && { p90Ms }) };
}
