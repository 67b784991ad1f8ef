import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Every place in the folders of PATH where a file called `name` could be, in their order. */
export function onPath(name: string, env: NodeJS.ProcessEnv): readonly string[] {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name));
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
