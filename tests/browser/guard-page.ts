import type { Locator, Page } from 'playwright-core';
import type { TestBrowser } from './page-room.ts';

export interface GuardPageOptions {
  url: string;
  language?: 'zh-CN' | 'en-GB';
  dark?: boolean;
  width?: number;
  height?: number;
}

/** The guard's page as a guard sees it; `complaints` holds whatever the browser had to complain about. */
export interface GuardPage {
  page: Page;
  complaints: string[];
  /** Every address that the page asked. */
  asked: string[];
  signIn(password: string): Promise<void>;
  rows: Locator;
  row(alarmId: string): Locator;
  detail: Locator;
  acknowledgedBy: Locator;
  picture: Locator;
  noPicture: Locator;
  stale: Locator;
  cloud: Locator;
  close(): Promise<void>;
}

/** Opens the console in a context of its own, as one guard at one desk. */
export async function openGuardPage(browser: TestBrowser, options: GuardPageOptions): Promise<GuardPage> {
  const { url, language = 'zh-CN', dark = false, width = 1440, height = 900 } = options;
  const context = await browser.newContext({
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // "Who am I?" is answered with 401 before the sign-in, and a room that a hand-fed site has not with 404; a browser
    // prints both as errors.
    if (message.type() === 'error' && !/status of 40[14]/.test(message.text())) complaints.push(message.text());
  });
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  return {
    page,
    complaints,
    asked,
    async signIn(password) {
      await page.getByTestId('login-password').fill(password);
      await page.getByTestId('login-submit').click();
      await page.getByTestId('site-name').waitFor();
    },
    rows: page.getByTestId('alarm-row'),
    row: (alarmId) => page.locator(`[data-testid="alarm-row"][data-alarm="${alarmId}"]`),
    detail: page.getByTestId('detail'),
    acknowledgedBy: page.getByTestId('acknowledged-by'),
    picture: page.getByTestId('live-picture').first(),
    noPicture: page.getByTestId('no-picture').first(),
    stale: page.getByTestId('stale-banner'),
    cloud: page.getByTestId('health-cloud'),
    close: () => context.close(),
  };
}

/** A sum over the pixels that a video or canvas shows now; it changes when the picture moves. */
export async function readPixels(screen: Locator): Promise<number> {
  return screen.evaluate((element) => {
    const canvas = document.createElement('canvas');
    canvas.width = 160;
    canvas.height = 90;
    const context = canvas.getContext('2d')!;
    context.drawImage(element as HTMLVideoElement | HTMLCanvasElement, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((sum, value, index) => (sum + value * (index % 997)) % 2_147_483_647, 0);
  });
}

/** How many seconds the video on the screen is behind what the page has received. */
export async function readLag(video: Locator): Promise<number> {
  return video.evaluate((element) => {
    const { buffered, currentTime } = element as HTMLVideoElement;
    return buffered.length === 0 ? Number.POSITIVE_INFINITY : buffered.end(buffered.length - 1) - currentTime;
  });
}
