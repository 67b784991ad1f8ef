import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks', // the SDK's native worker crashes threads
    isolate: false, // a third of the time of most files is loading what the file before has loaded
    maxWorkers: 3, // on two cores: who waits for the engine's clock computes little meanwhile
    env: { TZ: 'UTC' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
