import { bundleWorkflows } from '../worker/bundle.ts';

const MAP = '\n//# sourceMappingURL=';

/** Size of the workflow code as workers load it, KiB; the map at its end is read only when something fails. */
export async function bundleSize(): Promise<{ readonly code: number; readonly sourceMap: number }> {
  const { code: bundle } = await bundleWorkflows();
  const at = bundle.lastIndexOf(MAP);
  const [code, map] = at < 0 ? [bundle, ''] : [bundle.slice(0, at), bundle.slice(at)];
  return { code: Buffer.byteLength(code) / 1024, sourceMap: Buffer.byteLength(map) / 1024 };
}
