import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** The phone lives under /field/ and on the phone: the worker keeps every screen there, so that it opens without a network. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/field/',
  plugins: [
    react(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/field/',
        name: '豫防 双重预防',
        short_name: '豫防',
        description: '排查、上报、整改：没有网络也能用',
        lang: 'zh-CN',
        start_url: '/field/',
        scope: '/field/',
        display: 'standalone',
        orientation: 'portrait',
        background_color: '#f6f8f8',
        theme_color: '#0b6e6e',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,svg,webmanifest}'],
        // Fetched when the phone is idle after its first sync (`warm.ts`), then kept: not part of the first open.
        // The pages without an account are no part of the app.
        globIgnores: [
          '**/assets/{jsqr,sha256}-*.js',
          'public.html',
          '**/assets/public-*',
          '**/assets/{pack,find}-*.js',
        ],
        navigateFallback: '/field/index.html',
        navigateFallbackAllowlist: [/^\/field(\/|$)/],
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: false,
        inlineWorkboxRuntime: true,
        sourcemap: false,
        runtimeCaching: [
          {
            urlPattern: /\/field\/assets\/.+/,
            handler: 'CacheFirst',
            options: { cacheName: 'field-later', expiration: { maxEntries: 30 } },
          },
          {
            urlPattern: /\/field\/icon[\w-]*\.(png|svg)$/,
            handler: 'CacheFirst',
            options: { cacheName: 'field-icons', expiration: { maxEntries: 8 } },
          },
        ],
      },
    }),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    rolldownOptions: {
      input: { index: `${import.meta.dirname}/index.html`, public: `${import.meta.dirname}/public.html` },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 30 },
            { name: 'dexie', test: /node_modules\/(dexie|dexie-react-hooks)\//, priority: 20 },
            { name: 'jsqr', test: /node_modules\/jsqr\//, priority: 20 },
          ],
        },
      },
    },
  },
  server: { port: 5174, proxy: { '/api': { target: 'http://localhost:8080' } } },
});
