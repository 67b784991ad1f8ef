import type { Client } from './database.ts';

/** Problems buyers report about an order; through `client`. */
export function orderProblems(client: Client) {
  return {
    async open(problem: {
      id: string;
      orderId: string;
      kind: string;
      note: string;
      at: string;
    }): Promise<void> {
      await client.problem.createMany({ data: [problem], skipDuplicates: true });
    },

    /** False when the order has no such open problem. */
    async resolve(id: string, orderId: string, at: string): Promise<boolean> {
      const { count } = await client.problem.updateMany({
        where: { id, orderId, resolvedAt: null },
        data: { resolvedAt: new Date(at) },
      });
      return count === 1;
    },

    /** Problems that are open go on with the order that replaces theirs. */
    async moveOpen(from: readonly string[], to: string): Promise<void> {
      await client.problem.updateMany({
        where: { orderId: { in: [...from] }, resolvedAt: null },
        data: { orderId: to },
      });
    },

    async anyOpen(orderId: string): Promise<boolean> {
      return (await client.problem.count({ where: { orderId, resolvedAt: null } })) > 0;
    },
  };
}
