/** A figure, or figures by process. */
export type Figure = number | boolean | string | Readonly<Record<string, number>>;
export type Figures = Readonly<Record<string, Figure>>;

/** One measurement that can be run alone by its name. */
export interface Scenario {
  readonly name: string;
  /** What is done, in one line. */
  readonly about: string;
  /** What others have measured of the same (shared in docs: what one order costs), by the name of the figure's row. */
  readonly reference?: Readonly<Record<string, string>>;
  /** Takes too long to run with all the others. */
  readonly onlyByName?: boolean;
  /** Measures. Throws when what was done is not right: a fast wrong answer is no figure. */
  readonly run: () => Promise<Figures>;
}
