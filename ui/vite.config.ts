import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The same policy as in the desktop shell, so that a preview in a browser meets what the window meets.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
].join('; ');

/** Dialogs lock a scrolling page with a style element; ours never scrolls, and the policy refuses such elements. */
const noScrollLock = {
  name: 'no-scroll-lock',
  enforce: 'pre' as const,
  resolveId(source: string, importer: string | undefined) {
    const asked = source.endsWith('/useScrollLocker') && importer?.includes('@rc-component/portal');
    return asked ? fileURLToPath(new URL('src/kit/noScrollLock.ts', import.meta.url)) : null;
  },
};

export default defineConfig(({ mode }) => ({
  plugins: [noScrollLock, react()],
  base: './',
  build: {
    outDir: mode === 'fake' ? 'dist-fake' : 'dist',
    emptyOutDir: true,
    target: ['es2022', 'safari16.4', 'chrome111'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1600,
  },
  // The handbook is one text, for the repository and for the window's help.
  server: { port: 5173, strictPort: true, fs: { allow: ['.', '../assets/handbook'] } },
  preview: { headers: { 'Content-Security-Policy': policy } },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    css: false,
    testTimeout: 20000,
  },
}));
