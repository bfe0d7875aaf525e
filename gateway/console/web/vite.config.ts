import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const styleCall = 'styleInject(css_248z);';

/** JSMpeg adds a style element for controls that this page does not show, and the content policy would refuse it. */
const withoutPlayerControls: Plugin = {
  name: 'without-player-controls',
  transform(code, id) {
    if (!id.includes('jsmpeg-player.esm')) return undefined;
    if (!code.includes(styleCall)) this.error('jsmpeg-player has changed: see withoutPlayerControls in vite.config.ts');
    return { code: code.replace(styleCall, ''), map: null };
  },
};

/** `npm run build` writes the guard's page to var/web/gateway; the gateway serves it from there. */
export default defineConfig({
  root: here,
  base: '/',
  plugins: [react(), withoutPlayerControls],
  // page-routes.ts puts each answer's own nonce in this place.
  html: { cspNonce: '__RINGWARD_NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('../../../var/web/gateway', import.meta.url)),
    emptyOutDir: true,
    // Bundling leaves the notices out that the licences ask for.
    license: { fileName: 'licences.md' },
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
});
