/** The server of the phone panel. */
export { History } from './history.js';
export { type ListenAddress, parseListen, urlsOf } from './listen.js';
export type { HoldWord, Machine, MachineListener, PanelSample } from './machine.js';
export { ApiRefusal } from './refusal.js';
export type { AirState, Happening, JobRecord } from './schema/air.js';
export type { Order } from './schema/orders.js';
export { type PanelSetup, servePanel } from './server.js';
