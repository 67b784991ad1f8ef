import { runSimulator } from '../sandbox/run-simulator.ts';
import { buildBureau } from './app.ts';

await runSimulator('sandbox credit bureau', buildBureau);
