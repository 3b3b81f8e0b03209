import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Without them Chromium calls its makers' hosts at every start. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/** A page, with all that it asked for and complained of so far. */
export interface WatchedPage {
  readonly page: Page;
  /** The address of each request. */
  readonly requests: readonly string[];
  /** What it wrote to the console, what was thrown in it, what its policy forbade, and what it could not load. */
  readonly complaints: readonly string[];
}

/** A real Chromium: that of CHROMIUM, else the one on the PATH. To be closed. */
export function startBrowser(): Promise<Browser> {
  // Its sandbox does not run as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: executable(), args: [...QUIET, ...sandbox] });
}

/** An empty page without cookies or a cache of others; it lives as long as the browser. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
  return { page, requests, complaints };
}

function executable(): string {
  const name = process.env['CHROMIUM'] ?? 'chromium';
  if (isAbsolute(name)) return name;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found) return found;
  throw new Error('There is no Chromium; run: node scripts/ensure-programs.mjs');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
