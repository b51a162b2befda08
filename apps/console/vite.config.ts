import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What only some screens need stays out of the first load: each of these is a file of its own, fetched when a lazy screen asks. */
const HEAVY = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 50 },
  { name: 'maplibre', test: /node_modules\/(maplibre-gl|@maplibre|@mapbox)\//, priority: 40 },
  { name: 'echarts', test: /node_modules\/(echarts|zrender)\//, priority: 40 },
  { name: 'pdf', test: /node_modules\/pdfjs-dist\//, priority: 40 },
  { name: 'zod', test: /node_modules\/zod\//, priority: 30 },
];

/** The console lives under /console/; the server serves `dist` there and answers every other path below it with index.html. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { output: { codeSplitting: { groups: HEAVY, includeDependenciesRecursively: false } } },
  },
  server: { port: 5173, proxy: { '/api': { target: 'http://localhost:8080' } } },
});
