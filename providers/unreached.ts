/** Why a `fetch` that threw got no answer, in a few words without addresses. `timeoutMs` is the time it was given. */
export function whyUnreached(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return 'no connection';
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  if (error instanceof SyntaxError) return 'the answer is not JSON';
  return `no connection: ${causeOf(error)}`;
}

/** Node's fetch says "fetch failed" and hides why (`ECONNREFUSED`) in the cause. */
function causeOf(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
