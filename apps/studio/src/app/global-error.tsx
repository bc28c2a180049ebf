'use client';
import { useEffect } from 'react';
import { BARE_STYLE } from '@/contracts/bare-page.ts';

/**
 * In the place of everything, the layout too: that is what failed, and with it what knows the visitor's language. So it says
 * it in both, and needs nothing of the studio.
 */
export default function StudioFailed() {
  useEffect(() => {
    document.documentElement.className = localStorage.getItem('theme') ?? '';
  }, []);
  return (
    <html lang="en">
      <head>
        <title>Atelier</title>
        <style dangerouslySetInnerHTML={{ __html: BARE_STYLE }} />
      </head>
      <body>
        <main>
          <h1>The studio could not be shown</h1>
          <p>Its log says more. Trying again often helps; if it does not, restart the studio.</p>
          <p lang="zh">画室无法显示，日志里有更多说明。再试一次往往就好；如果还不行，请重启画室。</p>
          <button type="button" onClick={() => location.reload()}>
            Try again <span lang="zh">再试一次</span>
          </button>
        </main>
      </body>
    </html>
  );
}
