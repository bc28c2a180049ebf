/** 0 up to `none`, 1 from `all` on, evenly between; either may be the greater. */
export const share = (value: number, none: number, all: number) =>
  Math.min(1, Math.max(0, (value - none) / (all - none)));
