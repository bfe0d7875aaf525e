/** What the console's limits have shed and who looks on; shown with the gateway's own metrics. */
export interface ConsoleCounters {
  videoViewers: number;
  videoChunksDropped: number;
  liveReloads: number;
}

export function createConsoleCounters(): ConsoleCounters {
  return { videoViewers: 0, videoChunksDropped: 0, liveReloads: 0 };
}

/** Prometheus text. */
export function formatConsoleMetrics(counters: ConsoleCounters, liveClients: number, transcoders: number): string {
  const lines: [name: string, type: 'gauge' | 'counter', help: string, value: number][] = [
    ['ringward_console_pages', 'gauge', 'Pages that receive live updates', liveClients],
    ['ringward_console_video_viewers', 'gauge', 'Open live pictures', counters.videoViewers],
    ['ringward_console_transcoders', 'gauge', 'MPEG-1 transcoders at work', transcoders],
    [
      'ringward_console_video_chunks_dropped_total',
      'counter',
      'Left out for slow viewers',
      counters.videoChunksDropped,
    ],
    ['ringward_console_live_reloads_total', 'counter', 'Slow pages told to reload', counters.liveReloads],
  ];
  return lines
    .map(([name, type, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`)
    .join('');
}
