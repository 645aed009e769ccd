import type { RadioProfile } from '../profiles/profile.js';

/** Text for another program, exactly as it needs it. */
export interface AppFile {
  /** A file name, or the name of the field that it goes into. */
  readonly name: string;
  readonly text: string;
}

/** What another program needs so that it brings a radio into KISS, or the nearest thing. */
export interface AppText {
  /** Where the texts go in that program. */
  readonly where: string;
  /** Empty where the program can play nothing at all. */
  readonly files: readonly AppFile[];
  /** For a program with one delay for all lines: that delay, ms. */
  readonly delayMs?: number;
  readonly notes: readonly string[];
  readonly sources: readonly string[];
}

/** What a text for another program is made from. */
export interface AppSetup {
  readonly profile: RadioProfile;
  /** What `{names}` of the profile stand for. */
  readonly values: ReadonlyMap<string, string>;
  /** Port and rate that the texts name, where they name any. */
  readonly port: string;
  readonly baud: number;
}

/** A program as we know it. */
export interface App {
  /** Name on the command line. */
  readonly id: string;
  readonly title: string;
  /** @throws OnairError bad-value for a radio whose steps the program can't play */
  write(setup: AppSetup): AppText;
}
