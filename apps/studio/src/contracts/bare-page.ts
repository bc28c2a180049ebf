/**
 * The look of pages that stand alone, without the studio's style sheet: an empty frame, a heading and a line or two, light or
 * dark as chosen, else as the system is. The colours are those of globals.css.
 */
export const BARE_STYLE = `
:root { color-scheme: light dark; background: light-dark(#f8f6f2, #161310); color: light-dark(#231e1a, #eeebe6) }
:root.light { color-scheme: light }
:root.dark { color-scheme: dark }
body { display: grid; place-content: center; justify-items: center; min-height: 100dvh; box-sizing: border-box; margin: 0; padding: 2rem; background: none; color: inherit; text-align: center; font: .9375rem/1.55 system-ui, sans-serif }
body::before { content: ''; box-sizing: border-box; width: 7rem; height: 5rem; margin-bottom: 1.25rem; border: 8px solid light-dark(#dcd8d1, #38342f); background: light-dark(#eeebe5, #0e0c0a); box-shadow: 0 8px 24px -8px rgb(0 0 0 / .18) }
h1 { margin: 0; font: 500 1.3125rem/1.35 'Iowan Old Style', Palatino, 'Noto Serif', 'Songti SC', 'Noto Serif CJK SC', Georgia, serif }
p { margin: .5rem auto 0; max-width: 26rem; color: light-dark(#5f564e, #b1aaa2); text-wrap: balance }
button { margin-top: 1.5rem; height: 2.5rem; padding: 0 1.25rem; border: 1px solid light-dark(#8b847b, #7a746c); border-radius: 9rem; background: light-dark(#fefdfb, #1f1b17); color: inherit; font: 500 .9375rem system-ui, sans-serif; cursor: pointer }
:focus-visible { outline: 2px solid light-dark(#a83a25, #ec8a63); outline-offset: 3px }`;

/** The theme that was chosen in the studio, before the page is seen. */
export const CHOSEN_THEME = "document.documentElement.className = localStorage.getItem('theme') ?? ''";
