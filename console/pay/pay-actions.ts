/** Where the page's forms POST to; what has no address is not offered. Every form also sends `key`, `revision` and `lang`. */
export interface PayActions {
  /** Fields: `method`, `amount` (minor units the buyer saw). Answers 303 to the provider, or to the page. */
  readonly pay?: string;
  /** Fields: `method`. Saves the method. This and the rest answer 303 to the page. */
  readonly method?: string;
  /** No fields. Asks for more time. */
  readonly extend?: string;
  /** Fields: `number`, `method`, `amount` (minor units the buyer saw). Answers 303 to the provider, or to the page. */
  readonly instalment?: string;
  /** Fields: `offer`. Takes an offer made after a decline. */
  readonly offer?: string;
  /** Multipart, files: `document.<kind>`. Sends documents about an application. */
  readonly documents?: string;
  /** Fields: `quantity.<sku>` for every SKU; 0 takes it out. */
  readonly lines?: string;
  /** Fields: `kind`, `note`. */
  readonly problem?: string;
  /** Fields: `reason`, `note`. */
  readonly cancel?: string;
  /** No fields. Asks to be shown where the parcel is. */
  readonly follow?: string;
  /** Fields: `name`, `phone`, `address`; what is empty stays. */
  readonly contact?: string;
  /** Not a form: the stream that says when the order has changed. */
  readonly events?: string;
}
