/** The symbols of APRS and their names. */
export { parseSymbol, SYMBOLS, symbolName } from './symbols.js';
