import type { z } from 'zod';
import type { ProblemCode } from '../problems.ts';
import { RestRefusal } from './rest.ts';
import type { Visit } from './staff-page.ts';

/** Whether there is something at an address of the REST API, which says `missing` where there is not. */
export async function isThere(
  { rest }: Pick<Visit, 'rest'>,
  url: string,
  { answer, missing }: { readonly answer: z.ZodType; readonly missing: ProblemCode },
): Promise<boolean> {
  try {
    await rest.get(url, answer);
    return true;
  } catch (error) {
    if (error instanceof RestRefusal && error.problem.code === missing) return false;
    throw error;
  }
}
