import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Log } from '../activities/dependencies.ts';

/**
 * What goes wrong in an activity stands in the workflow's history for good, and the words of a database or of somebody else's
 * server may hold an address or a name (rules.md 9). So the history gets the error's name, and the log its words. What we threw
 * for the history's sake (`ApplicationFailure`) stays as it is.
 */
export function discreetFailures(log: Log): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        try {
          return await next(input);
        } catch (error) {
          if (error instanceof TemporalFailure || !(error instanceof Error)) throw error;
          const { activityType: activity, attempt } = info;
          log.warn({ activity, attempt, error: String(error) }, 'an activity failed');
          throw ApplicationFailure.create({ message: `${activity} failed`, type: error.name });
        }
      },
    },
  });
}
