/** What worker and API both need to know about the rest of the stack. */
export interface Wiring {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  /** Where buyers reach the payment page. */
  readonly publicUrl: string;
  /** Port of the Temporal UI, where it is ours. */
  readonly temporalUiPort?: number;
  readonly paymentSandboxUrl: string;
  /** The sandbox credit bureau, where there is one. */
  readonly bureauUrl?: string;
  /** The sandbox carrier, likewise. */
  readonly carrierUrl?: string;
  readonly secrets: Secrets;
}

export interface Secrets {
  /** Signs payment links. */
  readonly link: string;
  /** Keys the hash of buyers' ids in the engine. */
  readonly customerId: string;
  /** Encrypts what the engine keeps; as PAYLOAD_KEYS has it. */
  readonly payloads: string;
  /** Signs webhooks of the sandbox payment provider. */
  readonly payment: string;
  /** Signs webhooks of the sandbox credit bureau. */
  readonly credit: string;
  /** Signs webhooks of the sandbox carrier. */
  readonly logistics: string;
}

/** The part of their environment that worker and API share. */
export function sharedEnv({
  databaseUrl,
  temporalAddress,
  temporalNamespace,
  publicUrl,
  paymentSandboxUrl,
  secrets,
}: Wiring): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: temporalNamespace,
    PUBLIC_URL: publicUrl,
    PAYMENT_SANDBOX_URL: paymentSandboxUrl,
    PAYMENT_SANDBOX_SECRET: secrets.payment,
    LINK_SECRET: secrets.link,
    CUSTOMER_ID_SECRET: secrets.customerId,
    PAYLOAD_KEYS: secrets.payloads,
  };
}
