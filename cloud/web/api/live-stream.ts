import type { AlarmView, GatewayView } from '../../api/views.ts';

export interface LiveState {
  state: 'connecting' | 'live' | 'lost';
  /** When something was heard last, by this computer's clock; undefined before the first word. */
  heardAtMs: number | undefined;
}

export interface LiveListener {
  /** The stream has begun, perhaps again: whatever was missed has to be read. */
  started(): void;
  gateways(gateways: GatewayView[]): void;
  alarms(alarms: AlarmView[]): void;
  /** What is wrong with gateways has changed: it has to be read. */
  conditions(): void;
  /** Too much happened at once: the lists have to be read. */
  refresh(): void;
  now(cloudNowMs: number): void;
  state(state: LiveState): void;
  /** The stream was refused or broke; perhaps the session has ended. */
  broken(): void;
}

/** The cloud speaks every 4 s at least. */
const silenceMs = 9_000;
const longestRetryMs = 4_000;
/** A session that asks nothing for an hour is over, and a stream that stays open asks nothing. */
const useEveryMs = 600_000;

/**
 * Listens to `/v1/live` until the returned function is called. Does not rely on the browser to notice: a network that
 * swallows everything without a word counts as lost too.
 */
export function openLiveStream(listener: LiveListener): () => void {
  let source: EventSource | undefined;
  let failures = 0;
  let heardAtMs: number | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const lose = () => {
    source?.close();
    clearTimeout(silence);
    failures += 1;
    listener.state({ state: 'lost', heardAtMs });
    listener.broken();
    const waitMs = Math.min(longestRetryMs, 500 * 2 ** failures) * (0.75 + Math.random() / 2);
    retry = setTimeout(connect, waitMs);
  };

  const hear = (nowMs: number) => {
    heardAtMs = Date.now();
    clearTimeout(silence);
    silence = setTimeout(lose, silenceMs);
    listener.now(nowMs);
    listener.state({ state: 'live', heardAtMs });
  };

  function on<T extends { nowMs: number }>(name: string, act: (data: T) => void): void {
    source!.addEventListener(name, (event) => {
      const data = JSON.parse((event as MessageEvent<string>).data) as T;
      hear(data.nowMs);
      act(data);
    });
  }

  function connect(): void {
    source = new EventSource('/v1/live');
    silence = setTimeout(lose, silenceMs);
    source.onerror = lose;
    on('hello', () => {
      failures = 0;
      listener.started();
    });
    on<{ nowMs: number; gateways: GatewayView[] }>('gateways', ({ gateways }) => listener.gateways(gateways));
    on<{ nowMs: number; alarms: AlarmView[] }>('alarms', ({ alarms }) => listener.alarms(alarms));
    on('refresh', () => listener.refresh());
    on('conditions', () => listener.conditions());
    on('beat', () => undefined);
  }

  const use = setInterval(() => void fetch('/v1/session').catch(() => undefined), useEveryMs);
  connect();
  return () => {
    clearInterval(use);
    source?.close();
    clearTimeout(retry);
    clearTimeout(silence);
  };
}
