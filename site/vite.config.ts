import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

export default defineConfig({
  base: '/admin/',
  plugins: [solid()],
  build: {
    target: 'es2022',
    // Nothing inline: the console's policy allows its own files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
