import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what was fetched or built lies, outside every checkout, so that a clean clone finds it. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'holdfast');
}
