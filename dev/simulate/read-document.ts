import { readFile } from 'node:fs/promises';
import { mergePolicy, parsePolicy } from '../../domain/policy/merge.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import { Trouble } from '../trouble.ts';
import standardModel from './buyers/model.json' with { type: 'json' };
import { BuyerModel } from './buyers/model.ts';
import { SIMULATED } from './set-up.ts';

/** A policy to simulate, and what it is called in the output. */
export interface NamedPolicy {
  readonly title: string;
  readonly policy: Policy;
}

/** The word for the policy that a partial document is laid over. */
const DEFAULT = 'default';

/**
 * The policy that a file describes, laid over `base` as PUT /v1/policies does it; or `base` itself for the word `default`. Throws `Trouble`
 * with a sentence for every bad field.
 */
export async function readPolicy(file: string, base: Policy): Promise<NamedPolicy> {
  if (file === DEFAULT) return { title: DEFAULT, policy: base };
  const document = await readJson(file);
  const named =
    typeof document === 'object' && document !== null ? { ...document, name: SIMULATED } : document;
  const parsed = parsePolicy(named, base);
  if (parsed.ok) return { title: file, policy: parsed.policy };
  throw badFields(
    file,
    parsed.errors.map(({ path, message }) => ({ path, message })),
  );
}

/** The buyers' model: what a file says laid over the standard one. Throws `Trouble` likewise. */
export async function readModel(file: string | undefined): Promise<BuyerModel> {
  const document = file === undefined ? {} : await readJson(file);
  const parsed = BuyerModel.safeParse(mergePolicy(standardModel, document));
  if (parsed.success) return parsed.data;
  throw badFields(
    file ?? 'the standard model',
    parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
  );
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Trouble(`${file} can't be read: see that it is there.`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Trouble(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function badFields(file: string, errors: readonly { readonly path: string; readonly message: string }[]) {
  const sentences = errors.map(
    ({ path, message }) => `  ${path === '' ? 'the document' : path}: ${message}.`,
  );
  return new Trouble(`${file} can't be used:\n${sentences.join('\n')}`);
}
