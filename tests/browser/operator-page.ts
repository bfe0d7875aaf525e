import type { Page } from 'playwright-core';
import { password as firstPassword } from '../scenario/cloud/test-cloud.ts';
import type { TestBrowser } from './page-room.ts';

export interface OperatorLook {
  language?: 'zh-CN' | 'en-GB';
  width?: number;
  height?: number;
  dark?: boolean;
  /** Who signs in; the account that every cloud begins with where left out. */
  user?: string;
  password?: string;
}

export interface OperatorPage {
  page: Page;
  /** What the browser complained of: errors, and what the content policy refused. */
  complaints: string[];
  /** Every address that the page asked for. */
  asked: string[];
  close(): Promise<void>;
}

/** A browser of its own at a cloud's console, signed in. */
export async function openOperatorPage(
  browser: TestBrowser,
  url: string,
  look: OperatorLook = {},
): Promise<OperatorPage> {
  const { language = 'en-GB', width = 1440, height = 900, dark = false, user, password = firstPassword } = look;
  const context = await browser.newContext({
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width, height },
  });
  const page = await context.newPage();
  const [complaints, asked]: [string[], string[]] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  if (user !== undefined) await page.locator('[name="user"]').fill(user);
  await page.locator('[name="password"]').fill(password);
  await page.locator('button[type="submit"]').click();
  await page.getByTestId('fleet-page').waitFor();
  return { page, complaints, asked, close: () => context.close() };
}
