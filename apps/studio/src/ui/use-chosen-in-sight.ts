import { type RefObject, useEffect, useRef } from 'react';

/**
 * For a box that scrolls: brings what is chosen in it into its middle, whenever that is another or the box has another size.
 * @param selector finds it
 * @param chosen which it is
 */
export function useChosenInSight<T extends HTMLElement>(
  selector: string,
  chosen: string | undefined,
): RefObject<T | null> {
  const list = useRef<T>(null);
  useEffect(() => {
    // By hand: scrollIntoView would move the page as well.
    const [box, item] = [list.current, list.current?.querySelector<HTMLElement>(selector)];
    if (!box || !item) return;
    const middle = (start: number, size: number, of: number) => start - (of - size) / 2;
    // Tells of the size that the box has now, too.
    const resized = new ResizeObserver(() =>
      box.scrollTo({
        left: middle(item.offsetLeft, item.offsetWidth, box.clientWidth),
        top: middle(item.offsetTop, item.offsetHeight, box.clientHeight),
      }),
    );
    resized.observe(box);
    return () => resized.disconnect();
  }, [selector, chosen]);
  return list;
}
