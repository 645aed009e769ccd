import { AS_TH_D72, AS_TH_D74, AS_TM_D710, type CatSettings, OLDER } from './cat/cat-settings.js';

/** What differs between the radios as far as the port shows it. Sources: their profiles, and SOURCES.md#times. */
export interface SimModel {
  /** Name of the simulated device: `tm-d700` for `sim:tm-d700`. */
  readonly name: string;
  readonly title: string;
  /** What `ID` answers; undefined where there is no radio control at all. */
  readonly id: string | undefined;
  /** What another radio would answer, for the fault `wrong-radio`. */
  readonly otherId: string;
  /** The command that chooses the mode of the TNC: `TNC m` or `TN m,b`. */
  readonly modeCommand: 'TNC' | 'TN';
  /** What radio control can ask and set. */
  readonly settings: CatSettings;
  /** Whether the port watches for `TC 0` and `TC 1` in everything that passes. */
  readonly handsOver: boolean;
  /** What `TC 1` answers unless told otherwise; see hand-over.ts. */
  readonly tcAnswer: 'echo' | 'ts';
  /** Whether the TNC has a command line. Without one, packet mode is KISS immediately. */
  readonly hasPrompt: boolean;
  /** Whether KISS and settings survive a power cycle. */
  readonly keepsSettings: boolean;
  /** Milliseconds from packet mode on until what was typed so far is overwritten, unless told otherwise. */
  readonly restoreMs: number;
  readonly speeds: readonly string[];
  readonly handshake: 'required' | 'joined';
}

const KENWOOD: Omit<SimModel, 'name' | 'title' | 'id' | 'otherId' | 'modeCommand'> = {
  settings: OLDER,
  handsOver: true,
  tcAnswer: 'echo',
  hasPrompt: true,
  keepsSettings: false,
  restoreMs: 4000,
  speeds: ['9600', '19200', '38400', '57600'],
  handshake: 'required',
};

/** The TM-D700, whose port is for control, packets and KISS, one at a time. */
export const TM_D700: SimModel = {
  ...KENWOOD,
  name: 'tm-d700',
  title: 'Kenwood TM-D700 (radio control, packet TNC and KISS on one port)',
  id: 'TM-D700',
  otherId: 'TM-D710',
  modeCommand: 'TNC',
};

/** Every simulated radio. */
export const SIM_MODELS: readonly SimModel[] = [
  TM_D700,
  {
    ...KENWOOD,
    name: 'tm-d710',
    title: 'Kenwood TM-D710 (as the TM-D700, with TN for the mode of the TNC)',
    id: 'TM-D710G',
    otherId: 'TM-D700',
    modeCommand: 'TN',
    settings: AS_TM_D710,
    tcAnswer: 'ts',
    restoreMs: 3000,
  },
  {
    ...KENWOOD,
    name: 'th-d7',
    title: 'Kenwood TH-D7 (as the TM-D700, no handshake)',
    id: 'TH-D7',
    otherId: 'TH-D72',
    modeCommand: 'TNC',
    speeds: ['9600'],
    handshake: 'joined',
  },
  {
    ...KENWOOD,
    name: 'th-d72',
    title: 'Kenwood TH-D72 (as the TM-D710, over USB)',
    id: 'TH-D72',
    otherId: 'TH-D7',
    modeCommand: 'TN',
    settings: AS_TH_D72,
    tcAnswer: 'ts',
    restoreMs: 3000,
    handshake: 'joined',
  },
  {
    ...KENWOOD,
    name: 'th-d74',
    title: 'Kenwood TH-D74 (TN 2 is KISS at once, no command line)',
    id: 'TH-D74',
    otherId: 'TH-D72',
    modeCommand: 'TN',
    settings: AS_TH_D74,
    handsOver: false,
    hasPrompt: false,
    handshake: 'joined',
  },
  {
    ...KENWOOD,
    name: 'tnc2',
    title: 'TNC 2 without a radio around it',
    id: undefined,
    otherId: 'TM-D700',
    modeCommand: 'TNC',
    handsOver: false,
    keepsSettings: true,
    speeds: ['1200', '2400', '4800', '9600', '19200'],
    handshake: 'joined',
  },
];
