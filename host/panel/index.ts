/** The servers of the phone panel and of the web app. */
export { type ServedApp, serveApp } from './app-server.js';
export { type ListenAddress, ownHosts, parseListen, urlsOf } from './listen.js';
export { type RadioSharing, SharedRadio } from './radio/index.js';
export type { AirState, Happening, JobRecord } from './schema/air.js';
export type { Order } from './schema/orders.js';
export { type PanelSetup, servePanel } from './server.js';
export { History } from './service/history.js';
export type { HoldWord, Machine, MachineListener, PanelSample } from './service/machine.js';
export { ApiRefusal } from './service/refusal.js';
export { fingerprintOf, isGoodFor, makeCertificate, type OwnCertificate } from './tls/index.js';
