import type { ErrorCode } from '../../../base/index.js';
import type { CodeText } from '../code-text.js';

/** What an error of the cores means, in German; the page shows its English sentence below, with the details. */
export const GERMAN_ERRORS: Partial<Record<ErrorCode, CodeText>> = {
  'bad-value': {
    message: 'Diese Angabe geht so nicht',
    hint: 'ändern und noch einmal versuchen',
  },
  'no-callsign': {
    message: 'Es fehlt ein eigenes, gültiges Rufzeichen',
    hint: 'das eigene Rufzeichen eintragen; Platzhalter werden nicht gesendet',
  },
  'port-busy': {
    message: 'Der Port ist schon in Gebrauch',
    hint: 'andere Tabs und Programme schließen, die ihn benutzen',
  },
  'port-failed': {
    message: 'Der Port ließ sich nicht öffnen oder einstellen',
    hint: 'andere Tabs und Programme schließen, die ihn benutzen; Strom, Kabel und Treiber prüfen; unter Linux gehört der Benutzer in die Gruppe dialout',
  },
  'port-lost': {
    message: 'Die Verbindung ist abgerissen',
    hint: 'Kabel, Strom und Reichweite prüfen, dann noch einmal versuchen',
  },
  'device-silent': {
    message: 'Nichts hat geantwortet',
    hint: 'Strom, Verdrahtung (TXD an RXD, RXD an TXD, GND) und Rate prüfen; mit einem HC-06 darf kein Telefon verbunden sein',
  },
  'device-refused': {
    message: 'Das Gerät hat abgelehnt',
    hint: 'unten steht, was; ein Funkgerät ist vielleicht nicht in dem Zustand, der dafür nötig ist',
  },
  'device-confused': {
    message: 'Die Antwort des Geräts ist unverständlich',
    hint: 'Rate, Masse und Kabel prüfen, dann noch einmal versuchen',
  },
  'device-unknown': {
    message: 'Dieses Gerät kennt onair nicht',
    hint: 'unten steht, was es geantwortet hat',
  },
  'not-verified': {
    message: 'Ob es gelungen ist, ist nicht bestätigt',
    hint: 'noch einmal suchen lassen: dann zeigt sich, was jetzt gilt',
  },
  unsafe: {
    message: 'Das wäre nicht sicher und wird nicht getan',
    hint: 'unten steht, warum',
  },
};
