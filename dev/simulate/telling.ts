import type { BuyerModel } from './buyers/model.ts';
import type { Scene } from './scene.ts';

/** What both ways to a scene are asked for. */
export interface SceneWish {
  readonly model: BuyerModel;
  readonly seed: number;
  readonly shop: string;
  readonly zone: string;
  readonly currency: string;
  /** Orders at most, and over how many days they come. */
  readonly count: number;
  readonly days: number;
}

/** A scene, and how far it is known: sentences for whoever reads the result. */
export interface Telling {
  readonly scene: Scene;
  readonly observed: readonly string[];
  readonly assumed: readonly string[];
}
