/** A report while it is read: one object, filled field by field. */
export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** What an APRS packet says, in metric units. Chapters are those of APRS101 (the APRS Protocol Reference 1.0.1). */
export type AprsReport =
  | (Station & { readonly kind: 'position' })
  | (Station & { readonly kind: 'object'; readonly name: string; readonly live: boolean })
  | (Station & { readonly kind: 'item'; readonly name: string; readonly live: boolean })
  | {
      readonly kind: 'weather';
      readonly time?: Timestamp;
      readonly weather: Weather;
      readonly comment: string;
    }
  | ({
      readonly kind: 'status';
      readonly time?: Timestamp;
      readonly grid?: Grid;
      readonly beam?: Beam;
      readonly frequency?: Frequency;
    } & Commented)
  | ({ readonly kind: 'grid'; readonly grid: Grid } & Commented)
  | MessageReport
  | ({ readonly kind: 'telemetry'; readonly telemetry: Telemetry } & Commented)
  | { readonly kind: 'query'; readonly query: string; readonly area?: QueryArea }
  | { readonly kind: 'capabilities'; readonly capabilities: Readonly<Record<string, string>> }
  | {
      readonly kind: 'third-party';
      readonly from: string;
      readonly to: string;
      readonly path: readonly string[];
      readonly inner: AprsReport;
    }
  | { readonly kind: 'user-defined'; readonly user: string; readonly type: string; readonly data: string }
  | { readonly kind: 'nmea'; readonly sentence: string }
  /** An Agrelo DFJr or MicroFinder: where a signal comes from, and how well it is heard, 0 to 9 (chapter 5). */
  | { readonly kind: 'direction-finder'; readonly bearingDeg: number; readonly quality: number }
  /** Data types that chapter 5 reserves for a use whose format is undocumented. */
  | { readonly kind: 'reserved'; readonly use: ReservedUse; readonly data: string }
  | { readonly kind: 'test'; readonly data: string }
  /** Text that begins with no data type identifier: beacons of nodes and mailboxes. */
  | { readonly kind: 'other'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly error: AprsError; readonly text: string };

/** Why a packet can't be read although its first character says what it should be. A value: the air is full of them. */
export type AprsError =
  | 'empty'
  | 'too-short'
  | 'bad-position'
  | 'bad-destination'
  | 'bad-name'
  | 'bad-addressee'
  | 'bad-telemetry'
  | 'bad-weather'
  | 'bad-nmea'
  | 'bad-checksum'
  | 'no-fix'
  | 'bad-query'
  | 'bad-header'
  | 'too-deep';

/** A use for which APRS101 (chapter 5) keeps a data type, without saying more. */
export type ReservedUse = 'map-feature' | 'shelter' | 'space-weather';

interface Commented {
  /** What is left for people. */
  readonly comment: string;
}

/** A place on the earth, as exact as the station wants it. */
export interface Place {
  /** Decimal degrees, north and east positive. Of a place given with ambiguity: the middle of what is meant. */
  readonly latitude: number;
  readonly longitude: number;
  /** Digits left out on purpose, 0 to 4: 1 is a tenth of a minute, 4 a whole degree (chapter 6). */
  readonly ambiguity: number;
}

/** `/` or `\` or an overlay, and the code within the table (chapter 20). */
export interface AprsSymbol {
  readonly table: string;
  readonly code: string;
}

/** A time without its date, or with half of it, as sent (chapter 6). */
export interface Timestamp {
  readonly month?: number;
  readonly day?: number;
  readonly hour: number;
  readonly minute: number;
  readonly second?: number;
  readonly zone: 'utc' | 'local';
}

/** Course over ground in degrees, 360 is north; left out where it is unknown. */
export interface Motion {
  readonly courseDeg?: number;
  readonly speedKmh?: number;
}

/** What follows a position (chapter 7). */
export interface Extension extends Motion {
  /**
   * PHG: effective power, antenna height above the surroundings, gain, main direction (360 north, left out for omni).
   */
  readonly antenna?: {
    readonly powerW: number;
    readonly heightM: number;
    readonly gainDb: number;
    readonly directionDeg?: number;
    readonly beaconsPerHour?: number;
  };
  /** DFS: how strong a signal is heard, S0 to S9, with which antenna. */
  readonly signal?: {
    readonly strengthS: number;
    readonly heightM: number;
    readonly gainDb: number;
    readonly directionDeg?: number;
  };
  /** A DF bearing: NRQ (chapter 7). `hits` 0 means useless, 9 manual. */
  readonly bearing?: {
    readonly bearingDeg: number;
    readonly hits: number;
    readonly rangeKm: number;
    readonly quality: number;
  };
  /** Calculated radio range. */
  readonly rangeKm?: number;
  /** An area object (chapter 11). Offsets are degrees to the south and the east. */
  readonly area?: {
    readonly shape: string;
    readonly filled: boolean;
    readonly color: number;
    readonly southDeg: number;
    readonly eastDeg: number;
    /** Width of a line, to each side. */
    readonly corridorKm?: number;
  };
  readonly storm?: Storm;
}

/** A hurricane or what may become one, or was (chapter 12). */
export interface Storm {
  readonly storm: 'tropical-depression' | 'tropical-storm' | 'hurricane';
  readonly sustainedKmh: number;
  readonly gustKmh: number;
  readonly pressureHpa: number;
  /** How far from its middle the wind is as strong as that. */
  readonly hurricaneRadiusKm: number;
  readonly stormRadiusKm: number;
  readonly galeRadiusKm?: number;
}

/** A station, an object or an item that has a place. */
export interface Station extends Extension, Commented {
  readonly place: Place;
  readonly symbol: AprsSymbol;
  readonly form: 'plain' | 'compressed' | 'mic-e' | 'nmea';
  /** Whether the station can receive messages; left out where the packet does not tell. */
  readonly messaging?: boolean;
  readonly time?: Timestamp;
  readonly altitudeM?: number;
  readonly weather?: Weather;
  readonly telemetry?: Telemetry;
  /** What a Mic-E station says of itself: `En Route`, `Emergency`. */
  readonly state?: string;
  /** Maker and model, where the packet shows them. */
  readonly device?: string;
  /** Datum of a `!DAO!` (APRS 1.2): W is WGS84. */
  readonly datum?: string;
  readonly frequency?: Frequency;
  /** What a sign says, up to three characters (chapter 11). */
  readonly signpost?: string;
}

/** Where to call a station, or a repeater (APRS 1.2, freqspec). */
export interface Frequency {
  readonly mhz: number;
  /** Where it is heard, if that is elsewhere (`rx`). */
  readonly receiveMhz?: number;
  /** `ctcss` is sent and wanted, `tone` only sent; `dcs` has a code in place of a frequency. */
  readonly tone?:
    | { readonly kind: 'tone' | 'ctcss' | 'burst'; readonly hz: number }
    | { readonly kind: 'dcs'; readonly code: string }
    | { readonly kind: 'none' };
  /** From the output of a repeater to its input. */
  readonly offsetKhz?: number;
  readonly rangeKm?: number;
  /** Left out where it is wide FM, or where the packet does not tell. */
  readonly narrow?: boolean;
}

/** Whatever the weather station left out is left out (chapter 12). */
export interface Weather {
  readonly windFromDeg?: number;
  readonly windKmh?: number;
  readonly gustKmh?: number;
  readonly temperatureC?: number;
  readonly rainHourMm?: number;
  readonly rainDayMm?: number;
  readonly rainSinceMidnightMm?: number;
  readonly snowDayMm?: number;
  readonly humidityPercent?: number;
  readonly pressureHpa?: number;
  readonly luminosityWm2?: number;
  /** Counter of the rain gauge, unscaled. */
  readonly rainCounter?: number;
  /** Of the battery (APRS 1.2, weather-new). */
  readonly batteryV?: number;
  /** Above flood stage or mean tide, or below it (APRS 1.2, weather-new). */
  readonly waterLevelM?: number;
  /** Radiation, nanosievert in an hour (APRS 1.2, weather-new). */
  readonly radiationNsvH?: number;
  /** What sends it, and the weather station, by the letters after it (chapter 12). */
  readonly software?: string;
  readonly unit?: string;
}

/**
 * Chapter 13. Values are as sent, null where one is left out or broken; definitions of the station say what they mean.
 */
export interface Telemetry {
  /** Left out where the sender writes MIC for a number. */
  readonly sequence?: number;
  readonly values: readonly (number | null)[];
  readonly bits?: string;
}

/** A Maidenhead locator and the middle of its square. */
export interface Grid {
  readonly locator: string;
  readonly place: Place;
  readonly symbol?: AprsSymbol;
}

/** Beam heading and effective power, for meteor scatter (chapter 16). */
export interface Beam {
  readonly headingDeg: number;
  readonly powerW: number;
}

/** The circle whose stations are asked to answer (APRS101 chapter 15). */
export interface QueryArea {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
}

/** Everything that begins with a colon (chapter 14). */
export type MessageReport =
  | {
      readonly kind: 'message';
      readonly to: string;
      readonly text: string;
      readonly id?: string;
      /** Reply-ack (APRS 1.1): the message of ours that is acknowledged by the way; empty where there is none yet. */
      readonly acks?: string;
    }
  | { readonly kind: 'ack' | 'reject'; readonly to: string; readonly id: string; readonly acks?: string }
  | {
      readonly kind: 'bulletin';
      readonly to: string;
      readonly bulletin: string;
      readonly group?: string;
      readonly text: string;
      readonly id?: string;
    }
  | { readonly kind: 'directed-query'; readonly to: string; readonly query: string }
  | {
      readonly kind: 'telemetry-definition';
      readonly to: string;
      readonly defines: TelemetryDefinition;
      readonly values: readonly string[];
    };

/** What a message about telemetry defines: PARM, UNIT, EQNS or BITS (APRS101 chapter 13). */
export type TelemetryDefinition = 'names' | 'units' | 'coefficients' | 'bits';
