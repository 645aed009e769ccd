import type { Sentences } from '../sentences.js';

/**
 * The errors that people meet most, in German: sentence and hint of a core as the page says them. For others the page
 * has a sentence by their code, with the English one below it.
 */
export const GERMAN_FAILURES: Sentences = {
  '{}: no module answers at any rate that was tried': '{}: bei keiner Rate antwortet ein Modul',
  '{}: no module answers at {}': '{}: bei {} antwortet kein Modul',
  'likeliest causes first: a phone is connected (LED solid: disconnect it, AT works only while the LED blinks); TX and RX are not crossed, or ground is missing (swap the two wires); the module has no power (LED dark), or its RX pin is dead from 5 V (it still blinks: try another module); {}; it answers late, at an unlikely rate; it is not in command mode: in the master role, or a board whose button must be held at power-up':
    'das Wahrscheinlichste zuerst: ein Telefon ist verbunden (LED leuchtet dauernd: trennen, AT geht nur, solange sie blinkt); TX und RX sind nicht gekreuzt, oder die Masse fehlt (die zwei Drähte tauschen); das Modul hat keinen Strom (LED dunkel), oder sein RX-Pin ist durch 5 V zerstört (es blinkt noch: ein anderes nehmen); {}; es antwortet spät, bei einer seltenen Rate; es ist nicht im Befehlsmodus: in der Master-Rolle, oder ein Board, dessen Taste beim Einschalten gedrückt sein muss',
  'it is at a higher rate than this adapter supports (use another adapter)':
    'seine Rate ist höher, als dieser Adapter kann (einen anderen nehmen)',
  'it is at a rate that this adapter does not support ({}: use another adapter)':
    'seine Rate kann dieser Adapter nicht ({}: einen anderen nehmen)',
  '{}: a module sends "{}" unasked, but answers no command':
    '{}: ein Modul sendet ungefragt „{}“, beantwortet aber keinen Befehl',
  'a phone or another module is connected to it: disconnect that one, then try again':
    'ein Telefon oder anderes Modul ist damit verbunden: trennen, dann noch einmal versuchen',
  '{}: only our own commands are echoed, no module answers':
    '{}: nur die eigenen Befehle kommen zurück, kein Modul antwortet',
  'TX and RX are joined, or the adapter echoes: disconnect the module; if the echo stays it is the wire':
    'TX und RX sind verbunden, oder der Adapter hat ein Echo: das Modul abziehen; bleibt das Echo, ist es der Draht',
  '{}: something answers, but not like an HC-06: "{}"': '{}: etwas antwortet, aber nicht wie ein HC-06: „{}“',
  'noise, or another device: check ground, wiring and that this is the right port; other programs on the port disturb it too':
    'Rauschen, oder ein anderes Gerät: Masse, Verdrahtung und Port prüfen; auch andere Programme am Port stören',
  'an answer that is truncated or changes, or another device: check ground, wiring and that this is the right port; other programs on the port disturb it too':
    'eine Antwort, die abbricht oder sich ändert, oder ein anderes Gerät: Masse, Verdrahtung und Port prüfen; auch andere Programme am Port stören',
  'all commands were confirmed, but the module no longer answers at {}':
    'alle Befehle wurden bestätigt, aber das Modul antwortet nicht mehr bei {}',
  'switch its power off and on, then find the module again':
    'aus- und einschalten, dann das Modul neu suchen',
  'name: "{}" is not a printable ASCII character': 'Name: „{}“ ist kein druckbares ASCII-Zeichen',
  'use letters, digits, - and _': 'Buchstaben, Ziffern, - und _ nehmen',
  'name: "{}" has {} characters': 'Name: „{}“ hat {} Zeichen',
  'the module takes 1 to 20': 'das Modul nimmt 1 bis 20',
  'name: "{}" begins or ends with a space': 'Name: „{}“ beginnt oder endet mit einem Leerzeichen',
  'remove the space: phones hide it': 'das Leerzeichen entfernen: Telefone zeigen es nicht',
  '{} takes {} to {}': '{} nimmt {} bis {}',
  'PIN: "{}" is not {} digits': 'PIN: „{}“ hat nicht {} Ziffern',
  '{} takes {} digits': '{} nimmt {} Ziffern',
  'for example 4321 (6 digits on an hc06V2.3_le only)': 'zum Beispiel 4321 (6 Ziffern nur beim hc06V2.3_le)',
  '{}: no answer from the radio at {}': '{}: keine Antwort vom Funkgerät bei {}',
  'is the radio on, and is the port speed in its menu {} (it can do {}; the field Rate sets that of this page)? {} Is it the right port? Does another program use it?':
    'Ist das Gerät an, und steht die Portrate in seinem Menü auf {} (es kann {}; das Feld Datenrate stellt die dieser Seite)? {} Ist es der richtige Port? Benutzt ihn ein anderes Programm?',
  'RTS and CTS must be wired through; where they are not, join 7 and 8 at the radio, and RTS and CTS at the adapter.':
    'RTS und CTS müssen durchverbunden sein; wo nicht, 7 und 8 am Funkgerät verbinden, und RTS und CTS am Adapter.',
  'Without hardware handshake the radio waits forever unless RTS 7 and CTS 8 are joined at its plug.':
    'Ohne Hardware-Handshake wartet das Gerät für immer, wenn RTS 7 und CTS 8 an seinem Stecker nicht verbunden sind.',
  '{}: only our own words come back': '{}: nur die eigenen Worte kommen zurück',
  'the lines to and from the radio are joined, or the cable is open at the far end':
    'Hin- und Rückleitung sind verbunden, oder das Kabel ist am anderen Ende offen',
  'this is a {}, not a {}': 'das ist ein {}, kein {}',
  'the commands differ between models (TN chooses a tone on one and a mode on the other), so nothing was changed; choose the radio that it is, if it is listed':
    'die Befehle der Modelle sind verschieden (TN wählt beim einen einen Ton, beim anderen den Modus), deshalb wurde nichts geändert; bitte das richtige Gerät wählen, wenn es in der Liste steht',
  '{}: the radio no longer answers ("{}")': '{}: das Funkgerät antwortet nicht mehr („{}“)',
  '{}: the radio refused: "{}" to "{}"': '{}: das Funkgerät lehnt ab: „{}“ auf „{}“',
  'choose PACKET on the panel of the radio and try again': 'am Gerät PACKET wählen und noch einmal versuchen',
  'choose APRS on the panel of the radio': 'am Gerät APRS wählen',
  'choose APRS with the TNC key of the radio': 'mit der TNC-Taste des Geräts APRS wählen',
  'try again; if it stays so, switch the radio off and on':
    'noch einmal versuchen; bleibt es so, das Gerät aus- und einschalten',
  '{}. to bring the radio back to {}: into KISS once more, then back':
    '{}. Um es wieder in den Zustand „{}“ zu bringen: noch einmal in KISS, dann zurück',
  'the prompt of its TNC': 'Prompt seines TNC',
  '{}. switching the radio off and on ends KISS too; choose APRS on its panel':
    '{}. Aus- und Einschalten beendet KISS auch; am Gerät APRS wählen',
  '{}. the TNC key of the radio goes from KISS to off and to APRS':
    '{}. Die TNC-Taste des Geräts führt von KISS über aus zu APRS',
  '{}. a TNC of this family keeps KISS when it is switched off; the bytes C0 FF C0 end it':
    '{}. Ein TNC dieser Art behält KISS, wenn er ausgeschaltet wird; die Bytes C0 FF C0 beenden es',
  'switch the radio off and on': 'das Gerät aus- und einschalten',
  '{}: the link is gone: {}': '{}: die Verbindung ist weg: {}',
  'check cable, power and Bluetooth connection, then try again':
    'Kabel, Strom und Bluetooth-Verbindung prüfen, dann noch einmal versuchen',
  '{}: this page has the port open already': '{}: diese Seite hat den Port schon offen',
  'disconnect it first': 'zuerst trennen',
  '"{}" is not a position': '„{}“ ist keine Position',
  '{} is not on this planet': '{} liegt nicht auf diesem Planeten',
  'latitude comes first, -90 to 90; longitude is -180 to 180':
    'zuerst die Breite, -90 bis 90; die Länge ist -180 bis 180',
  'callsign "{}" is empty': 'das Rufzeichen fehlt',
  'give a callsign such as W1AW or W1AW-9': 'ein Rufzeichen angeben, etwa DL1ABC oder DL1ABC-9',
  'callsign "{}" has a foreign character': 'im Rufzeichen „{}“ ist ein fremdes Zeichen',
  'callsign "{}" is too long': 'das Rufzeichen „{}“ ist zu lang',
  'callsign "{}" is not a callsign': '„{}“ ist kein Rufzeichen',
  'no callsign is set': 'es fehlt das Rufzeichen',
  '{} is a placeholder, not a callsign': '{} ist ein Platzhalter, kein Rufzeichen',
  '{} is a path name, not a station': '{} ist der Name eines Wegs, keine Station',
  '{} does not look like an amateur callsign': '{} sieht nicht wie ein Amateurrufzeichen aus',
  'give the callsign of your license, such as W1AW or W1AW-9: transmitting needs one':
    'das Rufzeichen der eigenen Lizenz angeben, etwa DL1ABC oder DL1ABC-9: zum Senden nötig',
};
