/** A figure, or figures by process. */
export type Figure = number | boolean | string | Readonly<Record<string, number>>;
export type Figures = Readonly<Record<string, Figure>>;

/** One measurement that can be run alone by its name. */
export interface Scenario {
  readonly name: string;
  /** What is done, in one line. */
  readonly about: string;
  /** Measures. Throws when what was done is not right: a fast wrong answer is no figure. */
  readonly run: () => Promise<Figures>;
}
