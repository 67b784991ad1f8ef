import { DefaultFailureConverter } from '@temporalio/common';

/**
 * How errors stand in histories: words and stack traces in a payload, which is encrypted like any other (a provider's refusal may name
 * anything). The SDK loads it by this name, into workflow code too: it imports nothing else.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
