import { Connection } from '@temporalio/client';
import temporalProto from '@temporalio/proto';
import { Trouble } from '../trouble.ts';
import { searchAttributes } from './temporal.ts';

export interface GivenEngine {
  readonly address: string;
  readonly namespace: string;
}

const { temporal } = temporalProto;

const types = {
  Keyword: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Datetime: temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
};

/**
 * Readies an engine that somebody else runs: adds the search attributes it lacks. Throws `Trouble` when nothing answers
 * at its address or it does not have the namespace.
 */
export async function readyGivenEngine({ address, namespace }: GivenEngine): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '5s' }).catch(() => {
    throw new Trouble(
      `No Temporal server answers at TEMPORAL_ADDRESS ${address}: start it, or unset TEMPORAL_ADDRESS to have one started here.`,
    );
  });
  try {
    await addMissingAttributes(connection, namespace);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Trouble(
      `The Temporal server at ${address} can't be used with the namespace "${namespace}" (${why}): make it, or set TEMPORAL_NAMESPACE.`,
    );
  } finally {
    await connection.close();
  }
}

async function addMissingAttributes(connection: Connection, namespace: string): Promise<void> {
  const { operatorService } = connection;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(searchAttributes).filter(([name]) => !(name in customAttributes));
  if (missing.length === 0) return;
  const added = Object.fromEntries(missing.map(([name, type]) => [name, types[type]]));
  await operatorService.addSearchAttributes({ namespace, searchAttributes: added });
}
