import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.HEADROOM_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    // The server's policy is default-src 'self': a data: URL would be refused.
    assetsInlineLimit: 0,
    target: 'es2022',
    // light-dark() stays as written: these are the first versions that know it.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: { '/api': server, '/signin': server, '/openapi': server },
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
});
