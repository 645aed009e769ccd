import type { FaultCode } from './cycle/index.js';

/** Something that can go wrong, and how the cycle notices. */
export interface Hazard {
  /** In everyday words. */
  readonly hazard: string;
  /** How it is noticed, in one sentence. */
  readonly noticed: string;
  /** The faults that the cycle then reports. */
  readonly faults: readonly FaultCode[];
  /** Title of the test that proves it. */
  readonly test: string;
}

/** What the cycle guards against, each row with the test that proves it. */
export const HAZARDS: readonly Hazard[] = [
  {
    hazard: 'The hose comes off, or is cut',
    noticed:
      'a fill in which the hose has not risen for 15 s is stopped for a check; a shut hose below 3 psi has no tire behind it',
    faults: ['hose-off'],
    test: 'inflate: hose off',
  },
  {
    hazard: 'Nobody puts the hose on a tire',
    noticed: 'the cycle waits ten minutes for a person, and nothing is open meanwhile',
    faults: ['hose-off'],
    test: 'the wait for a person ends after a limit',
  },
  {
    hazard: 'The hose is left on the tire just filled, or put back on it',
    noticed:
      'a tire that reads like the last one, or 6 psi from the other one of its axle, is asked for, and stays shut',
    faults: ['no-answer'],
    test: 'a hose left on the tire just filled asks which one it is on, and opens nothing',
  },
  {
    hazard: "The chuck does not press the tire's core",
    noticed: 'after a pulse the shut hose reads higher than any tire can rise',
    faults: ['rise-too-fast', 'over-pressure'],
    test: 'inflate: core shut',
  },
  {
    hazard: 'The tire gets more than its sidewall allows',
    noticed:
      'a target above it is refused, the fastest guess ends a pulse before it; a vent valve lets out what is too much',
    faults: ['over-pressure'],
    test: 'with sound sensors and fill valves no tire is ever filled past its limit by more than a psi',
  },
  {
    hazard: 'The tire is far smaller than entered, or its size is unknown',
    noticed:
      'the first opening takes 100 ms, and what it did bounds the next; what rises too fast is refused',
    faults: ['rise-too-fast', 'over-pressure'],
    test: 'a tire that is far too small for the pump is refused by its first opening',
  },
  {
    hazard: 'The fill valve sticks open while a tire is filled',
    noticed:
      'the pressure in the hose must leave the value that it had while air flowed, and may not fall when the relay stops the pump for the last reading',
    faults: ['fill-stuck-open', 'over-pressure', 'rise-too-fast'],
    test: 'inflate: fill stuck open',
  },
  {
    hazard: 'It sticks open while air is let out',
    noticed: 'the tire has gained air in a pulse that lets air out, or is too high before it',
    faults: ['fill-stuck-open', 'over-pressure'],
    test: 'deflate: fill stuck open',
  },
  {
    hazard: 'It sticks open while a tire is held',
    noticed: 'a tire that is done and shut gains air within a minute, more than warming explains',
    faults: ['fill-stuck-open', 'over-pressure'],
    test: 'hold: a fill valve that does not shut any more is noticed within a psi',
  },
  {
    hazard: 'It sticks open during a leak test',
    noticed: 'a tire that gains air is not called tight',
    faults: ['fill-stuck-open'],
    test: 'leak test: a tire that gains air is not called tight',
  },
  {
    hazard: 'It sticks open while the hose is carried',
    noticed: 'a waiting hose with more pressure than any hot tire stops the job',
    faults: ['over-pressure'],
    test: 'a fill valve that opens while the hose is carried is noticed before the tire has gained two psi',
  },
  {
    hazard: 'It sticks open on a tire that is done already',
    noticed: 'tires that are done are still watched while others are filled',
    faults: ['over-pressure'],
    test: 'a tire that is done is still watched while the others are filled',
  },
  {
    hazard: 'The fill valve shuts late',
    noticed:
      'no reading counts as that of the tire before the hose has left the pressure that it had while air flowed; a delay of up to 0.6 s is accepted and reported',
    faults: [],
    test: 'a valve that shuts up to 600 ms late ends well, and is called slow',
  },
  {
    hazard: 'The fill valve does not open',
    noticed: 'the reading does not change for two seconds, or does not rise for 15 s',
    faults: ['fill-stuck-shut', 'no-rise'],
    test: 'inflate: fill stuck shut',
  },
  {
    hazard: 'The vent valve sticks open',
    noticed: 'the hose does not come back to the tire when the valve is commanded to shut',
    faults: ['vent-stuck-open', 'leak'],
    test: 'deflate: vent stuck open',
  },
  {
    hazard: 'The vent valve does not open',
    noticed: 'nothing falls while it should be open',
    faults: ['vent-stuck-shut'],
    test: 'deflate: vent stuck shut',
  },
  {
    hazard: 'A tire or a hose loses air',
    noticed: 'a shut tire loses more than cooling explains, after a pulse or in the four seconds of watching',
    faults: ['leak', 'vent-stuck-open'],
    test: 'inflate: tire cut',
  },
  {
    hazard: 'A tire that is held loses air slowly',
    noticed: 'more than four top-ups within 15 minutes',
    faults: ['leak'],
    test: 'hold: a slow leak is topped up, a fast one shows by too many top-ups',
  },
  {
    hazard: 'The pump does not run',
    noticed:
      'the valve is open for 15 s and the tire does not rise, or the line does not with all valves shut',
    faults: ['no-rise'],
    test: 'inflate: pump dead',
  },
  {
    hazard: 'The line to the valve is cut',
    noticed: 'each pulse ends because the tire loses air, and 20 pulses are too many',
    faults: ['too-many-cycles'],
    test: 'inflate: line cut',
  },
  {
    hazard: 'The job never ends',
    noticed: '20 pulses or 30 minutes for one tire are enough',
    faults: ['too-many-cycles', 'over-time'],
    test: 'too many pulses or too long a time end a job that gets nowhere',
  },
  {
    hazard: 'The pump gets too hot',
    noticed: 'its heat is counted by the duty on its plate, and it rests before its own cut-out acts',
    faults: [],
    test: 'a pump with a duty rests in time: its own cut-out never has to act',
  },
  {
    hazard: 'The plate is wrong, and its cut-out opens',
    noticed: 'a pump that has run for minutes delivers nothing any more',
    faults: ['pump-overheated'],
    test: 'a pump whose own cut-out opens after minutes is likely too hot',
  },
  {
    hazard: 'The battery goes flat',
    noticed: 'below 11.8 V for 5 s the pump and the valves stop; not back within two minutes ends the job',
    faults: ['battery-low'],
    test: 'a battery that does not recover in time ends the job',
  },
  {
    hazard: "The sensor's wire breaks",
    noticed: 'less than 4 % of the supply, three times in a row',
    faults: ['sensor-open'],
    test: 'inflate: sensor open',
  },
  {
    hazard: "The sensor's wire touches the supply",
    noticed: 'more than 96 % of the supply, three times in a row',
    faults: ['sensor-short'],
    test: 'inflate: sensor short',
  },
  {
    hazard: 'The sensor dies inside',
    noticed: 'a voltage between those and the range of pressures',
    faults: ['sensor-out-of-range'],
    test: 'inflate: sensor out of range',
  },
  {
    hazard: 'The sensor hangs, or ice blocks its port',
    noticed: 'the reading does not change when a valve opens, or does not come back when it shuts',
    faults: ['sensor-frozen'],
    test: 'inflate: sensor frozen',
  },
  {
    hazard: 'The sensor of the line hangs while the pump fills a tank',
    noticed: 'the same number for 2 s with the pump on and all valves shut, for 10 s while air is drawn',
    faults: ['sensor-frozen'],
    test: 'a frozen sensor at the line is noticed in two seconds when nobody draws air',
  },
  {
    hazard: 'The sensor slips while air flows',
    noticed:
      'a jump within 40 ms is checked; a tire must read what the air can have done; an open hose reads zero; no pulse is longer than to the maximum',
    faults: ['sensor-moved'],
    test: 'a sensor that slips while air flows is noticed, and no tire passes its limit',
  },
  {
    hazard: 'The board stops reporting',
    noticed: 'a reading older than 250 ms does not count: everything is shut; after 600 ms the job ends',
    faults: ['sensor-stale'],
    test: 'a job whose sensor has never reported is stale at once, not when somebody opens a valve',
  },
  {
    hazard: 'A Bluetooth link stands still while a valve is open',
    noticed: 'after half a second the board shuts its valves; the job waits, and looks at the hose again',
    faults: ['sensor-stale', 'lease-tripped'],
    test: 'a stall in the middle of a pulse: the board shuts, both agree again, and the job counts it',
  },
  {
    hazard: 'The cable is pulled',
    noticed: 'the host reports it; on the board the lease of every output runs out',
    faults: ['link-lost'],
    test: 'link-lost: everything is shut in the same step, and stays so until it is cleared',
  },
  {
    hazard: 'The computer hangs, dies or is too slow while a valve is open',
    noticed:
      'after half a second the board shuts its valves and reports it; only a person lets it open them again',
    faults: ['lease-tripped'],
    test: 'lease-tripped: everything is shut in the same step, and stays so until it is cleared',
  },
  {
    hazard: 'The computer dies, and what it sent before keeps the board busy',
    noticed: 'a lease counts from the arrival of its own renewal, whatever else is queued or arrives',
    faults: ['lease-tripped'],
    test: 'uno: a renewal behind long answers counts from its own bytes, whatever comes after it',
  },
  {
    hazard: 'A byte to the board is lost, and what is left makes another message',
    noticed: 'the board drops a message that has lost a byte',
    faults: [],
    test: 'a message that has lost bytes is dropped: no terms are made of two messages',
  },
  {
    hazard: 'The supply of the board sags again and again, or its button bounces',
    noticed: 'a trip survives every reset but a power-on, and no pin is driven meanwhile',
    faults: ['lease-tripped'],
    test: 'a storm of resets at any moment of the start ends no trip and turns no pin on',
  },
  {
    hazard: 'The memory of the board is damaged',
    noticed: 'nothing in RAM or EEPROM is believed without a checksum and a check of each field',
    faults: [],
    test: 'random RAM with a seal that fits drives no pin, and the board introduces itself',
  },
  {
    hazard: 'Somebody presses stop',
    noticed: 'the button shuts everything in the same step',
    faults: ['emergency-stop'],
    test: 'emergency-stop: everything is shut in the same step, and stays so until it is cleared',
  },
  {
    hazard: 'The phone in use dies, or the finger lifts (--hold-to-fill)',
    noticed: 'it reports ten times a second; 0.4 s without a report shuts everything, and the job waits',
    faults: [],
    test: 'hold-to-run: all is shut within half a second of the last message of the person who holds on',
  },
  {
    hazard: 'Somebody starts again without looking',
    noticed: 'a fault stays, with its first reason, until it is cleared',
    faults: [],
    test: 'a fault keeps its first reason through every command but clear',
  },
  {
    hazard: 'Somebody clears the fault, and the fill valve is still stuck open',
    noticed:
      'no tire is done before a pulse shows that it shuts, or it holds for a minute; it reads no more than it can have',
    faults: ['fill-stuck-open'],
    test: 'a fill valve that is still stuck after a clear never ends as done',
  },
  {
    hazard: 'A new job or program begins, and the fill valve is still stuck open',
    noticed: 'the log keeps the doubt until a pulse or a person ends it; a full tire must hold a minute',
    faults: ['fill-stuck-open'],
    test: 'a fault that may be the fill valve’s is known to the next program, until a person forgets it',
  },
  {
    hazard: 'It sticks open while the hose is carried, and lies open',
    noticed: 'a tire is left as it was only if its reading stays with the pump off',
    faults: ['fill-stuck-open'],
    test: 'an open hose that the pump feeds is not left as a tire that is full',
  },
];
