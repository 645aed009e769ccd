import { fileURLToPath } from 'node:url';
import { flashBoards } from '../../firmware/flash/boards.js';
import { ATMEGA328P, ATMEGA2560, type ChipModel } from './chip-models.js';

/** From `dist/test/failsafe/`, where the tests run. */
export const SKETCH = fileURLToPath(new URL('../../../firmware/failsafe/', import.meta.url));

const CHIPS: Readonly<Record<string, ChipModel>> = { atmega328p: ATMEGA328P, atmega2560: ATMEGA2560 };
const name = process.env.ONAIR_FAILSAFE_BOARD ?? 'uno';
const board = flashBoards().find((one) => one.name === name);
const model = CHIPS[board?.chip ?? ''];
if (!board || !model) throw new Error(`ONAIR_FAILSAFE_BOARD: there is no board ${name}`);
export const HEX = process.env.ONAIR_FAILSAFE_HEX ?? `${SKETCH}prebuilt/${board.hex}`;
export const MODEL: ChipModel = model;
