import type { Page } from '@playwright/test';

/**
 * The texts of a page as it is that cannot be read whole: beyond its sides where nothing scrolls there, wider than what holds
 * them, or chosen in a list that is too narrow for them. What ends in an ellipsis means to, and what only screen readers see
 * is as small as that.
 */
export const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const ownText = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim());
    const hidden = (element: Element) =>
      !element.checkVisibility({ visibilityProperty: true }) || element.clientWidth === 1;
    const context = document.createElement('canvas').getContext('2d')!;

    const beyond = (element: Element) => {
      const { left, right } = element.getBoundingClientRect();
      return (left < -1 || right > document.documentElement.clientWidth + 1) && !scrolls(element);
    };
    const clipped = (element: Element) => {
      const { overflowX, textOverflow, display } = getComputedStyle(element);
      return (
        /hidden|clip/.test(overflowX) &&
        textOverflow !== 'ellipsis' &&
        display !== 'flow-root' &&
        element.scrollWidth > element.clientWidth + 1
      );
    };
    const narrow = (element: Element) => {
      if (!(element instanceof HTMLSelectElement)) return false;
      const { font, paddingLeft, paddingRight } = getComputedStyle(element);
      context.font = font;
      const arrow = 18; // as wide as Chromium draws it
      const room = element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
      return context.measureText(element.selectedOptions[0]?.text ?? '').width > room + 1;
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => (ownText(element) || element instanceof HTMLSelectElement) && !hidden(element))
      .filter((element) => beyond(element) || clipped(element) || narrow(element))
      .map((element) => `${element.tagName.toLowerCase()}: ${element.textContent.trim().slice(0, 80)}`);
  });
