import { z } from 'zod';
import { BuyerModel } from '../buyers/model.ts';

/** One assumption: its name, its number, and why. */
export interface Assumption {
  readonly name: string;
  readonly value: unknown;
  readonly because: string;
}

const Fields = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Everything that is assumed of buyers, each with its reason. */
export function assumptionsOf(model: BuyerModel): readonly Assumption[] {
  const values = Fields.parse(model);
  return Object.entries(BuyerModel.shape).flatMap(([section, { shape }]) =>
    Object.entries<z.ZodType>(shape).map(([field, schema]) => ({
      name: `${section}.${field}`,
      value: values[section]?.[field],
      because: schema.description ?? '',
    })),
  );
}

/** The same as text. */
export function modelText(model: BuyerModel): string {
  return assumptionsOf(model)
    .map(({ name, value, because }) => `${name} = ${JSON.stringify(value)}\n    ${because}`)
    .join('\n');
}
