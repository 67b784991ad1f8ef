import { join } from 'node:path';
import { Trouble } from '../trouble.ts';
import { showProgress } from './progress.ts';
import { runTool } from './run-tool.ts';
import { hashOf, unlessStamped } from './stamp.ts';

/**
 * Generates Prisma's client when the schema, or Prisma itself, has changed since. The command insists on an engine that it
 * would download and never uses for this: any executable will do, so it gets Node.
 */
export async function ensurePrismaClient(root: string): Promise<void> {
  const hash = await hashOf([
    join(root, 'prisma/schema.prisma'),
    join(root, 'node_modules/prisma/package.json'),
  ]);
  await unlessStamped(join(root, 'prisma/generated/.schema'), hash, async () => {
    const progress = showProgress('Generating the Prisma client');
    const { code, lines } = await runTool(
      process.execPath,
      [join(root, 'node_modules/prisma/build/index.js'), 'generate'],
      {
        cwd: root,
        env: {
          ...process.env,
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          PRISMA_HIDE_UPDATE_MESSAGE: '1',
          CHECKPOINT_DISABLE: '1',
        },
      },
    );
    progress.done(code === 0 ? 'The Prisma client is generated' : 'The Prisma client is not generated');
    if (code !== 0)
      throw new Trouble(
        `Prisma could not generate its client from prisma/schema.prisma:\n${lines.join('\n')}`,
      );
  });
}
