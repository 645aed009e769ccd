/** From an unknown module to a packet on the air, on simulated devices: for the command line and for the web app. */
export { drawRate, type TourEvent, type TourPart, tourModule, tourRadio } from './tour.js';
