import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks', // the SDK's native worker crashes threads
    isolate: false, // a third of the time of most files is loading what the file before has loaded
    maxWorkers: 3, // on two cores: who waits for the engine's clock computes little meanwhile
    env: { TZ: 'UTC' },
    setupFiles: ['test/support/every-file.ts'],
    // For what hangs, not for what is slow: the longest take half a minute here, and others run them on machines that are busy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
