import type { Browser, Page } from 'playwright-core';
import { sharedNow, within } from './guard-link.ts';
import type { GuardLogin } from './open-gateway.ts';

/** When something was seen on a page, in milliseconds that the processes of one machine have in common. */
export interface SeenAt {
  /** The row was in the document. */
  domMs: number;
  /** The frame that shows it had been handed to the screen. */
  paintMs: number;
}

/** What one change cost a page. */
export interface ChangeCost {
  /** From the message at the page to the changed document, and to the frame that shows it. */
  toDomMs: number;
  toPaintMs: number;
}

export interface ScrollFigures {
  seconds: number;
  frames: number;
  framesPerSecond: number;
  frameMsP95: number;
  longestFrameMs: number;
  /** Frames in which a part of the list had no row yet. */
  framesWithGap: number;
  mostRows: number;
  /** Rows that went by. */
  passed: number;
}

/** A guard's page in Chromium that notes what appears on it. */
export interface WatchedPage {
  page: Page;
  /** How far its clock is from ours, milliseconds. */
  clockApartMs: number;
  /** Resolves when a row of this alarm has been painted; `taken` once it shows that somebody has it. */
  shown(alarm: string): Promise<SeenAt>;
  taken(alarm: string): Promise<SeenAt>;
  /** Of the changes since the last call. */
  changeCosts(): Promise<ChangeCost[]>;
  /** Turns the wheel so far for so many seconds. */
  scroll(pixelsPerSecond: number, seconds: number): Promise<ScrollFigures>;
  close(): Promise<void>;
}

interface Probe {
  costs: ChangeCost[];
}
type Watching = typeof window & {
  ringwardProbe: Probe;
  ringwardSeen(key: string, domMs: number, paintMs: number): void;
};

/** Runs in the page before its own scripts. */
function installProbe(): void {
  const probe: Probe = { costs: [] };
  const page = window as Watching;
  page.ringwardProbe = probe;
  const now = () => performance.timeOrigin + performance.now();
  const seen = new Set<string>();
  let heardMs: number | undefined;
  const afterPaint = (done: () => void) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(undefined);
    });
  };
  const tell = (key: string, domMs: number) => {
    if (seen.has(key)) return;
    seen.add(key);
    afterPaint(() => page.ringwardSeen(key, domMs, now()));
  };
  const look = (element: Element, domMs: number) => {
    const id = element.getAttribute('data-alarm');
    if (id === null || element.getAttribute('data-testid') !== 'alarm-row') return;
    tell(`shown ${id}`, domMs);
    if (element.getAttribute('data-taken') === 'true') tell(`taken ${id}`, domMs);
  };
  const observer = new MutationObserver((records) => {
    const domMs = now();
    const at = heardMs;
    const inQueue = records.some(({ target }) =>
      (target instanceof Element ? target : target.parentElement)?.closest('[data-testid="queue"]'),
    );
    if (at !== undefined && inQueue) {
      heardMs = undefined;
      afterPaint(() => probe.costs.push({ toDomMs: domMs - at, toPaintMs: now() - at }));
    }
    for (const { target, addedNodes } of records) {
      if (target instanceof Element) look(target, domMs);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        look(node, domMs);
        for (const row of node.querySelectorAll('[data-alarm]')) look(row, domMs);
      }
    }
  });
  observer.observe(document, {
    ...{ childList: true, subtree: true, characterData: true },
    attributeFilter: ['data-alarm', 'data-taken'],
  });
  // Before the page's own listener: it is added right after the source is made.
  window.EventSource = class extends EventSource {
    constructor(address: string | URL) {
      super(address);
      this.addEventListener('change', ({ data }: MessageEvent<string>) => {
        if (data.includes('"kind":"alarm"')) heardMs = now();
      });
    }
  };
}

export async function openWatchedPage(browser: Browser, url: string, login: GuardLogin): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const moments = new Map<string, PromiseWithResolvers<SeenAt>>();
  const moment = (key: string) => {
    const known = moments.get(key) ?? Promise.withResolvers<SeenAt>();
    moments.set(key, known);
    return known;
  };
  await page.exposeFunction('ringwardSeen', (key: string, domMs: number, paintMs: number) => {
    moment(key).resolve({ domMs, paintMs });
  });
  await page.addInitScript(installProbe);
  await openDesk(page, url, login);
  return {
    page,
    clockApartMs: await clockApart(page),
    shown: (alarm) => within(moment(`shown ${alarm}`).promise, `no row of ${alarm} on the page`),
    taken: (alarm) => within(moment(`taken ${alarm}`).promise, `the page does not show who took ${alarm}`),
    changeCosts: () => page.evaluate(() => (window as Watching).ringwardProbe.costs.splice(0)),
    scroll: (pixelsPerSecond, seconds) => scroll(page, pixelsPerSecond, seconds),
    close: () => context.close(),
  };
}

export async function openDesk(page: Page, url: string, { user, password }: GuardLogin): Promise<void> {
  await page.goto(url);
  await page.getByTestId('login-user').fill(user);
  await page.getByTestId('login-password').fill(password);
  await page.getByTestId('login-submit').click();
  await page.getByTestId('site-name').waitFor();
}

/** The page's clock against ours, by the quickest of many questions. */
export async function clockApart(page: Page): Promise<number> {
  let best = { tookMs: Number.POSITIVE_INFINITY, apartMs: 0 };
  for (let n = 0; n < 30; n += 1) {
    const askedMs = sharedNow();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const answeredMs = sharedNow();
    const tookMs = answeredMs - askedMs;
    if (tookMs < best.tookMs) best = { tookMs, apartMs: there - (askedMs + answeredMs) / 2 };
  }
  return best.apartMs;
}

async function scroll(page: Page, pixelsPerSecond: number, seconds: number): Promise<ScrollFigures> {
  await page.getByTestId('queue-rows').hover();
  const watched = page.evaluate(watchFrames, seconds);
  const turnsPerSecond = 20;
  const untilMs = sharedNow() + seconds * 1000;
  while (sharedNow() < untilMs) {
    const dueMs = sharedNow() + 1000 / turnsPerSecond;
    await page.mouse.wheel(0, pixelsPerSecond / turnsPerSecond);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - sharedNow())));
  }
  return await watched;
}

/** Runs in the page: every frame of so many seconds. */
function watchFrames(seconds: number): Promise<ScrollFigures> {
  const list = document.querySelector<HTMLElement>('[data-testid="queue-rows"]')!;
  const beganMs = performance.now();
  const fromTop = list.scrollTop;
  const frames: number[] = [];
  let lastMs = beganMs;
  let framesWithGap = 0;
  let mostRows = 0;
  const hasGap = (): boolean => {
    const { top, bottom } = list.getBoundingClientRect();
    const slots = list.querySelectorAll('[data-index]');
    mostRows = Math.max(mostRows, slots.length);
    let [first, last] = [Number.POSITIVE_INFINITY, 0];
    for (const slot of slots) {
      const box = slot.getBoundingClientRect();
      first = Math.min(first, box.top);
      last = Math.max(last, box.bottom);
    }
    const isEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
    return first > top + 1 || (last < bottom - 1 && !isEnd);
  };
  return new Promise((resolve) => {
    const frame = (nowMs: number) => {
      frames.push(nowMs - lastMs);
      lastMs = nowMs;
      if (hasGap()) framesWithGap += 1;
      if (nowMs - beganMs < seconds * 1000) return requestAnimationFrame(frame);
      const sorted = frames.slice(1).sort((a, b) => a - b);
      const rowPixels = (list.querySelector('[data-index]')?.getBoundingClientRect().height ?? 0) || 1;
      resolve({
        seconds,
        frames: sorted.length,
        framesPerSecond: (sorted.length * 1000) / (nowMs - beganMs),
        frameMsP95: sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0,
        longestFrameMs: sorted.at(-1) ?? 0,
        ...{ framesWithGap, mostRows },
        passed: Math.round((list.scrollTop - fromTop) / rowPixels),
      });
    };
    requestAnimationFrame(frame);
  });
}
