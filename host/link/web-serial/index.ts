/** A wire through a browser: Web Serial. */
export { WebSerialLink } from './web-serial-link.js';
export { isBluetooth, nameOfPort, type WebSerialInfo, type WebSerialPort } from './web-serial-port.js';
