import type { Page } from 'playwright-core';

/** The values of an attribute, in the order of the page. */
export function attributesOf(page: Page, name: string, element = ''): Promise<string[]> {
  return page.evaluate(
    `[...document.querySelectorAll('${element}[${name}]')].map((one) => one.getAttribute('${name}'))`,
  );
}

/** Opens all that can be opened. */
export async function openAll(page: Page): Promise<void> {
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
}

/** The levels of a page's headings, in its order. */
export function headingsOf(page: Page): Promise<number[]> {
  return page.evaluate(
    `[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => Number(one.tagName[1]))`,
  );
}

/** The landmarks of a page with their names, but for the sections inside them. */
export function landmarksOf(page: Page): Promise<string[]> {
  return page.evaluate(
    `[...document.querySelectorAll('body > header, nav, main, body > footer, aside')]
      .map((one) => [one.tagName, one.getAttribute('aria-label')].filter(Boolean).join(' '))`,
  );
}

/** By how many pixels a page is wider than what is seen of it. */
export function sidewaysBy(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Texts that stand out less from what is behind them than 4.5 to 1, as WCAG 2.2 (1.4.3) asks for, each style once. */
export function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const channels = (color) => color.match(/[\\d.]+/g).map(Number);
    const luminance = (color) => {
      const [red, green, blue] = channels(color)
        .map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element) => {
      for (let one = element; one; one = one.parentElement) {
        const color = getComputedStyle(one).backgroundColor;
        if (channels(color)[3] !== 0) return color;
      }
      return 'rgb(255, 255, 255)';
    };
    const contrast = (element) => {
      const [dark, light] = [getComputedStyle(element).color, behind(element)].map(luminance).sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const texts = [...document.querySelectorAll('body *')].filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''));
    const faint = texts.filter((element) => contrast(element) < 4.5);
    return [...new Set(faint.map((element) => element.tagName + '.' + element.className + ' ' + contrast(element).toFixed(2)))];
  })()`);
}
