import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Builds the operator's page to var/web/cloud, from where the cloud serves it under its own root. */
export default defineConfig({
  root: path('.'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: path('../../var/web/cloud'),
    emptyOutDir: true,
    // Bundling leaves the notices out that the licences ask for.
    license: { fileName: 'licences.md' },
    target: 'es2022',
    // the content policy lets in files of this host only
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
});
