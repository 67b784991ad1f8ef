import { runSimulator } from '../sandbox/run-simulator.ts';
import { buildCarrier } from './app.ts';

await runSimulator('sandbox carrier', buildCarrier);
