/** Makers and models of what is on the air. */
export { deviceOf, micEDevice } from './devices.js';
