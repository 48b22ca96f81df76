import cloudflare from '@astrojs/cloudflare';
import solid from '@astrojs/solid-js';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'server',
  trailingSlash: 'never',
  session: false,
  adapter: cloudflare({ imageService: 'passthrough' }),
  integrations: [solid()],
  security: { checkOrigin: true },
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  vite: {
    // Astro leaves the server's code as it is written; half the size is half the time to start an isolate.
    plugins: [
      {
        name: 'minified-server',
        enforce: 'post',
        configEnvironment: (name) => (name === 'ssr' ? { build: { minify: true } } : undefined),
      },
    ],
    build: {
      // The policy allows no inline script, so nothing may be inlined but the two 1 KB fonts that hold the rupee sign.
      assetsInlineLimit: (path) => path.endsWith('-rupee.woff2'),
      modulePreload: { polyfill: false },
    },
  },
});
