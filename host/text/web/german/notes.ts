import type { Sentences } from '../sentences.js';

/** What is good to know of adapters, modules and programs, in German. */
export const GERMAN_NOTES: Sentences = {
  'HC-06 Bluetooth module': 'HC-06-Bluetooth-Modul',
  // radios
  'Kenwood TH-D74 or TH-D75': 'Kenwood TH-D74 oder TH-D75',
  'TNC 2 or a TNC with its commands': 'TNC 2, oder ein TNC mit dessen Befehlen',
  // adapters
  'Arduino board': 'Arduino-Board',
  'JVC Kenwood radio': 'Funkgerät von JVC Kenwood',
  'ESP32 with native USB': 'ESP32 mit eigenem USB',
  'also in older Arduino Nanos, which restart when the port is opened':
    'auch in älteren Arduino Nanos; die starten neu, wenn der Port geöffnet wird',
  'two ports in one chip': 'zwei Ports in einem Chip',
  'four ports in one chip': 'vier Ports in einem Chip',
  'a plain USB adapter': 'ein einfacher USB-Adapter',
  'FT230X, FT231X and the rest of the FT-X line share this number':
    'FT230X, FT231X und die übrige FT-X-Reihe haben diese Nummer',
  'a packet radio TNC, not a plain adapter': 'ein Packet-Radio-TNC, kein einfacher Adapter',
  'a KISS TNC, not a plain adapter': 'ein KISS-TNC, kein einfacher Adapter',
  'a radio interface for Kenwood': 'eine Schnittstelle für Kenwood-Geräte',
  'CP2102, CP2104 and CP2102N share this number; cheap boards all carry the serial number 0001':
    'CP2102, CP2104 und CP2102N haben diese Nummer; billige Platinen tragen alle die Seriennummer 0001',
  "no serial number, so two of them can't be distinguished by name; also on Arduino clones, which restart when the port is opened":
    'keine Seriennummer: zwei davon sind am Namen nicht zu unterscheiden; auch auf Arduino-Nachbauten, die beim Öffnen des Ports neu starten',
  'also on Arduino clones, which restart when the port is opened':
    'auch auf Arduino-Nachbauten, die beim Öffnen des Ports neu starten',
  'CH341 in serial mode': 'CH341 im seriellen Modus',
  'on Linux it uses cdc_acm (ttyACM) unless the driver of the maker is installed':
    'unter Linux mit cdc_acm (ttyACM), wenn nicht der Treiber des Herstellers installiert ist',
  'often a counterfeit or an old chip: the Windows driver refuses those ("please contact your supplier"); Linux and macOS take them':
    'oft eine Fälschung oder ein alter Chip: der Windows-Treiber lehnt sie ab („please contact your supplier“); Linux und macOS nehmen sie',
  'a current PL2303 (G types)': 'ein aktueller PL2303 (Typen G)',
  'the board restarts when the port is opened: wait about 2 seconds before talking to it':
    'das Board startet beim Öffnen des Ports neu: etwa 2 Sekunden warten',
  'many of these boards restart when the port is opened':
    'viele dieser Boards starten beim Öffnen des Ports neu',
  'native USB: the port goes away and comes back when the board restarts; its rate has no meaning':
    'natives USB: der Port verschwindet beim Neustart des Boards und kommt wieder; die Rate bedeutet nichts',
  'MCP2221 and MCP2221A share this number': 'MCP2221 und MCP2221A haben diese Nummer',
  'the radio itself, on its own USB port': 'das Funkgerät selbst, an seinem eigenen USB-Port',
  'the radio itself': 'das Funkgerät selbst',
  // families of modules
  'phones remember the old name: remove the pairing and scan again':
    'Telefone merken sich den alten Namen: die Kopplung löschen und neu suchen',
  'setting the PIN drops existing pairings': 'eine neue PIN löscht bestehende Kopplungen',
  'setting the PIN drops existing pairings; the old PIN may stay valid until the module was without power for a while':
    'eine neue PIN löscht bestehende Kopplungen; die alte gilt vielleicht weiter, bis das Modul eine Weile ohne Strom war',
  'a phone finds only a slave; a module in the master role may not report its version':
    'ein Telefon findet nur einen Slave; ein Modul in der Master-Rolle nennt vielleicht seine Version nicht',
  'one source says that this firmware does 8N1 only: the answer at the new parity is the proof':
    'eine Quelle sagt, diese Firmware kann nur 8N1: die Antwort mit der neuen Parität ist der Beweis',
  'one source only says that this firmware takes the linvor commands: watch each answer':
    'nur eine Quelle sagt, dass diese Firmware die Befehle von linvor nimmt: auf jede Antwort achten',
  'an HC-09 needs about 7 s after power-up before it answers':
    'ein HC-09 antwortet erst etwa 7 s nach dem Einschalten',
  'this is a BLE part: one user finds no classic serial port on it, so phones may not list it as one':
    'das ist ein BLE-Baustein: ein Anwender fand darauf keinen klassischen seriellen Port; Telefone zeigen ihn vielleicht nicht als solchen',
  // one module
  '{} carries no line settings: the module answered, but only the other end knows its rate':
    '{} überträgt keine Leitungseinstellungen: das Modul hat geantwortet, seine Rate kennt nur das andere Ende',
  'the command came back before the answer: a local echo is on':
    'der Befehl kam vor der Antwort zurück: ein lokales Echo ist an',
  'the answer had noise around it: check ground and cable length':
    'um die Antwort war Rauschen: Masse und Kabellänge prüfen',
  "{} baud is more than the module's radio carries (about 128 kbit/s): it can lose bytes":
    '{} Baud sind mehr, als der Funk des Moduls schafft (etwa 128 kbit/s): Bytes können verloren gehen',
  'some linvor modules fail on names over 14 characters at rates above 19200; check it on the phone':
    'manche linvor-Module scheitern über 19200 an Namen mit mehr als 14 Zeichen: am Telefon prüfen',
  'the data sheet gives the parity command to firmware newer than V1.5: yours may stay silent':
    'laut Datenblatt gibt es den Befehl für die Parität erst nach V1.5: dieses Modul bleibt vielleicht stumm',
  'it answers at {}, and data goes at {}: it is in its full AT mode (button or KEY); a new rate counts after a power cycle without it':
    'es antwortet bei {}, und Daten gehen mit {}: es ist im vollen AT-Modus (Taste oder KEY); eine neue Rate gilt nach Aus- und Einschalten ohne sie',
  'it answers at 38400, which may be the rate of its AT mode only, and does not report its data rate: the rate is written':
    'es antwortet bei 38400, vielleicht nur die Rate seines AT-Modus, und nennt seine Datenrate nicht: die Rate wird geschrieben',
  'the rate can be changed, but the bridge at the other end has to follow it':
    'die Rate lässt sich ändern, aber die Brücke am anderen Ende muss ihr folgen',
  'the new {} was not confirmed in words, but the module answers at it':
    'der neue Wert ({}) wurde nicht in Worten bestätigt, aber das Modul antwortet damit',
  'it was slow to move': 'es hat langsam gewechselt',
  'the module moved only after a reset': 'das Modul hat erst nach einem Reset gewechselt',
  // APRSdroid
  'APRSdroid listens to no answer: if the radio does not hear the packets, raise the delay; SP3WBX needed about 9000 ms (APRSdroid #331)':
    'APRSdroid hört auf keine Antwort: kommen die Pakete nicht am Funkgerät an, die Wartezeit erhöhen; SP3WBX brauchte etwa 9000 ms (APRSdroid #331)',
  'it sends the string again after every reconnect, 3 s after a lost link; a radio that is in KISS already stays or comes back there':
    'nach jeder neuen Verbindung schickt es die Zeilen noch einmal, 3 s nach dem Abriss; ein Gerät in KISS bleibt dort oder kommt wieder hin',
  'the first line leaves converse mode, where any other would be transmitted':
    'die erste Zeile verlässt den Converse-Modus, in dem jede andere gesendet würde',
  'this is not the string of the danplanet article: that one and its delay are missing from every copy at hand':
    'das sind nicht die Zeilen des Artikels von danplanet: die und ihre Wartezeit fehlen in jeder vorhandenen Kopie',
  'whether the LF that APRSdroid adds after each CR disturbs a {} is not known':
    'ob das LF, das APRSdroid nach jedem CR sendet, ein {} stört, ist nicht bekannt',
};
