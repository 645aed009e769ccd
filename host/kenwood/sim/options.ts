import type { OptionTable } from '../../link/sim/index.js';
import type { SimModel } from './models.js';

/** The options of simulated radios; {@link optionsOf} gives those of one model. */
const RADIO_OPTIONS = {
  mode: {
    kind: 'choice',
    help: 'how it is found: TNC off, APRS, packet at the prompt, in KISS, or in converse mode',
    choices: ['off', 'aprs', 'packet', 'kiss', 'converse'],
    default: 'aprs',
  },
  owner: {
    kind: 'choice',
    help: 'who has the port in packet mode: the TNC (TC 0) or radio control (TC 1)',
    choices: ['tnc', 'cat'],
    default: 'tnc',
  },
  speed: {
    kind: 'choice',
    help: 'port speed chosen in its menu',
    choices: ['9600', '19200', '38400', '57600'],
    default: '9600',
  },
  handshake: {
    kind: 'choice',
    help: 'required: silent until the host raises RTS; joined: a plug joins RTS and CTS',
    choices: ['required', 'joined'],
    default: 'required',
  },
  'boot-ms': {
    kind: 'number',
    help: 'from RESTART or power-on to the prompt or to KISS',
    min: 0,
    max: 60000,
    default: 2000,
  },
  'restore-ms': {
    kind: 'number',
    help: 'from power-on or packet mode to the moment when the firmware overwrites what was typed so far',
    min: 0,
    max: 60000,
    default: 4000,
  },
  'half-line': { kind: 'text', help: 'text that somebody typed and did not finish', default: '' },
  'tc-answer': {
    kind: 'choice',
    help: 'what TC 1 answers; what a real D700 does is not published',
    choices: ['echo', 'ts', 'none', 'error', 'twice'],
    default: 'echo',
  },
  'tc-in-kiss': {
    kind: 'choice',
    help: 'whether the port watches for TC 1 in KISS too; tried on a TM-D710 only (KN6KB, P. Woods)',
    choices: ['obeyed', 'ignored'],
    default: 'obeyed',
  },
  'tn-hands-over': {
    kind: 'choice',
    help: 'whether TN 2 gives the port to the TNC without TC 0, as tmd710_tncsetup expects of a TM-D710',
    choices: ['yes', 'no'],
    default: 'yes',
  },
  lf: {
    kind: 'choice',
    help: 'an LF after the CR, as APRSdroid sends it, in radio control: forgiven, or the start of the next command',
    choices: ['forgiven', 'kept'],
    default: 'forgiven',
  },
  'ctrl-e': {
    kind: 'choice',
    help: 'a Ctrl-E that reaches its TNC outside KISS, as GPS polls send it: ignored, or deaf until a power cycle (Xastir warns of it)',
    choices: ['ignored', 'deaf'],
    default: 'ignored',
  },
  'in-aprs': {
    kind: 'choice',
    help: 'what its port tells of packets in APRS mode: nothing (WA8LMF), or text (APRSdroid 154, of a TM-D710)',
    choices: ['nothing', 'text'],
    default: 'nothing',
  },
  'cut-frame': {
    kind: 'choice',
    help: 'a KISS frame that ends in the middle of an escape: dropped, or overlooked and goes-on (KISS paper)',
    choices: ['dropped', 'goes-on'],
    default: 'dropped',
  },
  'escape-c': {
    kind: 'choice',
    help: 'a C that is sent as DB 43: taken as C (tried on a TM-D710, KN6KB), or lost',
    choices: ['taken', 'lost'],
    default: 'taken',
  },
  'locks-up': {
    kind: 'choice',
    help: 'its TNC locks up until it loses power: never, by binary data, or where it sends while it hears (of a TH-D7: mctaylor.com)',
    choices: ['never', 'binary', 'duplex'],
    default: 'never',
  },
  'kiss-begins': {
    kind: 'choice',
    help: 'when it goes into KISS: silent, or with left-over bytes of an old packet (of a TH-D72: PCSI 8)',
    choices: ['silent', 'left-over'],
    default: 'silent',
  },
  'power-cycle': {
    kind: 'choice',
    help: 'KISS and the settings of its TNC after a power cycle: forgotten, as Kenwoods do, or kept, as a TNC 2 does',
    choices: ['forgets', 'keeps'],
    default: 'forgets',
  },
  answers: {
    kind: 'choice',
    help: 'the station that a message is for: silent, has it (ack), or refuses it (rej), as a TM-D700 with a full memory (Xastir)',
    choices: ['none', 'ack', 'rej'],
    default: 'none',
  },
  traffic: {
    kind: 'number',
    help: 'seconds between packets heard from the air while in KISS, 0 for none',
    min: 0,
    max: 3600,
    default: 0,
  },
  channel: {
    kind: 'text',
    help: 'name of a channel that it shares with the other simulated radios of this process',
    default: '',
  },
  collisions: {
    kind: 'choice',
    help: 'on a channel: whether packets that overlap are lost',
    choices: ['no', 'yes'],
    default: 'no',
  },
  band: { kind: 'choice', help: 'band for data: 0 is A, 1 is B', choices: ['0', '1'], default: '0' },
  chatter: {
    kind: 'number',
    help: 'seconds between unsolicited lines (SM 0,00) in radio control, 0 for none',
    min: 0,
    max: 3600,
    default: 0,
  },
  call: { kind: 'text', help: 'MYCALL', default: 'N0CALL' },
  memories: {
    kind: 'choice',
    help: 'memories: some are stored (001, 002, 005), or none',
    choices: ['some', 'none'],
    default: 'some',
  },
  stations: {
    kind: 'choice',
    help: 'who is heard by traffic: one car (N0CALL-9), or varied ones with ordinary call signs, which programs take',
    choices: ['one', 'varied'],
    default: 'one',
  },
} as const satisfies OptionTable;

/** The options of a simulated radio: `sim:tm-d700?...`. */
export type RadioOptions = typeof RADIO_OPTIONS;

/** The options of one model, with its own choices and defaults. */
export function optionsOf(model: SimModel): RadioOptions {
  const { name, id, hasPrompt, restoreMs, speeds, handshake, tcAnswer, keepsSettings } = model;
  const modes = RADIO_OPTIONS.mode.choices.filter((mode) => {
    if (id === undefined) return mode !== 'off' && mode !== 'aprs';
    return hasPrompt || (mode !== 'packet' && mode !== 'converse');
  });
  const table = {
    ...RADIO_OPTIONS,
    mode: { ...RADIO_OPTIONS.mode, choices: modes, default: id === undefined ? 'packet' : 'aprs' },
    speed: { ...RADIO_OPTIONS.speed, choices: speeds },
    handshake: { ...RADIO_OPTIONS.handshake, default: handshake },
    'power-cycle': { ...RADIO_OPTIONS['power-cycle'], default: keepsSettings ? 'keeps' : 'forgets' },
    'restore-ms': { ...RADIO_OPTIONS['restore-ms'], default: restoreMs },
    'tc-answer': {
      ...RADIO_OPTIONS['tc-answer'],
      help: `what TC 1 answers${name === 'tm-d700' ? '; what a real D700 does is not published' : ''}`,
      default: tcAnswer,
    },
  } satisfies OptionTable;
  return table as OptionTable as RadioOptions; // the same names and kinds; only choices and defaults differ
}
