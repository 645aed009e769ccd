/**
 * Packets as stations send them, which are not always as the paper has them: how each is read, and who says so. Call
 * signs and places are made up; what matters stands after them.
 */
export interface AsSent {
  readonly name: string;
  /** A monitor line; `\xNN` is a byte. */
  readonly line: string;
  /** Fields of the report; undefined is absent. */
  readonly report: object;
  /** By the destination. */
  readonly device?: string;
  readonly source: string;
}

const TOCALLS = 'aprs-deviceid, tocalls';
const MICE = 'aprs-deviceid, mice';

export const AS_SENT: readonly AsSent[] = [
  {
    name: 'humidity of three digits',
    line: 'N0CAL-13>APRX29:@191727z4903.50N/07201.75W_000/000g000t065h100b10139Met',
    report: { weather: { humidityPercent: 100, pressureHpa: 1013.9 }, comment: 'Met' },
    source:
      'Ham::APRS::FAP; TTGO-T-Beam-LoRa-APRS issue 27. Chapter 12 has two digits, 00 for 100: 10 % would be false',
  },
  {
    name: 'three dots for humidity',
    line: 'N0CAL>APRS:@081706z4903.50N/07201.75W_187/000g002t...r000p028P028h...b10295L063Davis',
    report: {
      weather: {
        temperatureC: undefined,
        humidityPercent: undefined,
        pressureHpa: 1029.5,
        luminosityWm2: 63,
      },
      comment: 'Davis',
    },
    source: 'javAPRSlib issue 29; Ham::APRS::FAP',
  },
  {
    name: 'the battery of a weather station',
    line: 'N0CAL-2>APOTW1:!4903.50N/07201.75W_357/004g005t076V136P000h60b10133OTW1',
    report: {
      weather: { humidityPercent: 60, pressureHpa: 1013.3, rainSinceMidnightMm: 0, batteryV: 13.6 },
      comment: 'OTW1',
    },
    source: 'javAPRSlib wx.txt (OpenTracker); Ham::APRS::FAP',
  },
  {
    name: 'water level and radiation',
    line: 'N0CAL-2>APRS:!4903.50N/07201.75W_357/004g005t076F-123X252h60',
    report: { weather: { waterLevelM: -3.75, radiationNsvH: 2500, humidityPercent: 60 }, comment: '' },
    source: 'APRS 1.2, weather-new',
  },
  {
    name: 'a weather station whose clock is not set',
    line: 'N0CAL>APRS:_00000000c220s004g005t077r000p000P000h50b09900',
    report: {
      kind: 'weather',
      time: undefined,
      weather: { temperatureC: 25, pressureHpa: 990, windFromDeg: 220, humidityPercent: 50 },
    },
    source: 'Ham::APRS::FAP; Dire Wolf 1.6',
  },
  {
    name: 'a digipeater with the symbol of a weather station',
    line: 'N0CAL-1>APMI01:=4903.50N/07201.75W_PHG5360 Digi',
    report: {
      weather: undefined,
      antenna: { powerW: 25, heightM: 24.38, gainDb: 6, directionDeg: undefined },
      comment: 'Digi',
    },
    device: 'Microsat WX3in1',
    source: 'APRS101 chapter 7; aprslib; javAPRSlib aprs.txt',
  },
  {
    name: 'an antenna after a compressed position',
    line: 'N0CAL>APJYC1:@180324hT5L!!<*e7&  #PHG3110 igate',
    report: { antenna: { powerW: 9, heightM: 6.1, gainDb: 1 }, comment: 'igate' },
    device: 'YAAC',
    source: 'Ham::APRS::FAP; javAPRSlib aprs.txt (YAAC, UI-View, APRSISCE)',
  },
  {
    name: 'the altitude of a weather station',
    line: 'N0CAL>APRS:!4903.50N/07201.75W_220/004g005t077r000p000P000h50b09900/A=001234 Hill',
    report: { altitudeM: 376.12, weather: { pressureHpa: 990 }, comment: 'Hill' },
    source: 'APRS101 chapter 6: it may be anywhere in the comment',
  },
  {
    name: 'the finer place of a weather station',
    line: 'N0CAL>APRS:!4903.50N/07201.75W_220/004g005t077h50b09900!W52!',
    report: { datum: 'W', place: { latitude: 49.0584167 }, comment: '' },
    source: 'APRS 1.2, !DAO!: anywhere in the comment',
  },
  {
    name: 'base 91 telemetry of a weather station',
    line: 'N0CAL>APRS:!4903.50N/07201.75W_220/004g005t077h50b09900|ss11|',
    report: { telemetry: { sequence: 7544, values: [1472] }, weather: { pressureHpa: 990 }, comment: '' },
    source: 'APRS 1.2, base 91 telemetry',
  },
  {
    name: 'a blank is no base 91 digit',
    line: 'N0CAL-3>APRS:!/@@@@@@@@@@    hello',
    report: { speedKmh: undefined, courseDeg: undefined },
    source: 'APRS101 chapter 9: digits are ! to {; Ham::APRS::FAP and aprslib',
  },
  {
    name: 'one broken value of telemetry',
    line: 'N0CAL-2>APLTLM:T#052,1\\xb19,61,133,021,077,00001111',
    report: { telemetry: { sequence: 52, values: [null, 61, 133, 21, 77], bits: '00001111' } },
    source: 'javAPRSlib aprs.txt; Ham::APRS::FAP keeps the others',
  },
  ...['500D', '510D'].map((model, at) => ({
    name: `Mic-E of an FTM-${model}`,
    line: `N0CAL-9>S32UVT:\`(_fn"Oj/\`"4T}Hello_${at + 4}`,
    report: { device: `Yaesu FTM-${model}`, comment: 'Hello', altitudeM: 61 },
    source: MICE,
  })),
  {
    name: 'Mic-E of an FTX-1',
    line: 'N0CAL-9>S32UVT:`(_fn"Oj/`Hello_6',
    report: { device: 'Yaesu FTX-1', comment: 'Hello' },
    source: MICE,
  },
  {
    name: 'Mic-E of an AnyTone 878',
    line: 'N0CAL-9>S32UVT:`(_fn"O[/`"4T}Hello(8',
    report: { device: 'Anytone D878UV', comment: 'Hello' },
    source: MICE,
  },
  {
    name: 'Mic-E of a VP-Tracker',
    line: "N0CAL-9>S32UVT:'(_fn\"Oj/'Hello:2",
    report: { device: 'VP-Tracker', comment: 'Hello' },
    source: MICE,
  },
  {
    name: 'Mic-E of an AP510, which ends with a blank and an X',
    line: "N0CAL-9>S32UVT:'(_fn\"Oj/'Hello X",
    report: { device: 'SainSonic AP510', comment: 'Hello' },
    source: MICE,
  },
  ...[
    ['*', 'KissOZ Tracker'],
    ['^', 'HinzTec anyfrog'],
    ['\\', 'HamHUD'],
  ].map(([maker, device]) => ({
    name: `Mic-E of a ${device}, version 9`,
    line: `N0CAL-9>S32UVT:'(_fn"Oj/'Hello${maker}9`,
    report: { device, comment: 'Hello' },
    source: 'APRS 1.2, mic-e-types: Mv, maker and version; examples in Dire Wolf decode_aprs.c',
  })),
  {
    name: 'a signal report is no maker',
    line: "N0CAL-9>S32UVT:'(_fn\"Oj/'you are S5/9",
    report: { device: undefined, comment: 'you are S5/9' },
    source: 'APRS101 chapter 10: the rest is text',
  },
  {
    name: 'Mic-E of an APRSdroid',
    line: 'N0CAL-9>S32UVT:`(_fn"Oj/`Hello[1',
    report: { device: 'APRSdroid', comment: 'Hello' },
    source: MICE,
  },
  {
    name: 'Xrouter is no Xastir',
    line: 'N0CAL-1>APXR50:>up',
    report: { kind: 'status' },
    device: 'Xrouter',
    source: TOCALLS,
  },
  {
    name: 'a program in Python is no Yaesu',
    line: 'N0CAL-1>APYS01:>up',
    report: { kind: 'status' },
    device: 'Python APRS',
    source: TOCALLS,
  },
  {
    name: 'an AnyTone by its destination',
    line: 'N0CAL-1>APAT81:>up',
    report: { kind: 'status' },
    device: 'Anytone AT-D878',
    source: TOCALLS,
  },
  {
    name: 'a KPC-3 by its destination',
    line: 'N0CAL-1>APN383:>up',
    report: { kind: 'status' },
    device: 'Kantronics KPC-3',
    source: TOCALLS,
  },
  {
    name: 'a Peet Bros U-II in km/h',
    line: 'N0CAL>APRS:#50B7500820082',
    report: { kind: 'weather', weather: { windFromDeg: 112.5, windKmh: 11, temperatureC: 16.11 } },
    source: 'APRS101 chapter 5; columns by Xastir src/wx.c',
  },
  {
    name: 'a Peet Bros U-II in mph, wind from the north',
    line: 'N0CAL>APRS:*00A7600000000',
    report: { kind: 'weather', weather: { windFromDeg: 360, windKmh: 16.09, temperatureC: 16.67 } },
    source: 'APRS101 chapter 5; columns by Xastir src/wx.c',
  },
  {
    name: 'a permanent object has no time',
    line: 'N0CAL>APRS:;146.94-CT*111111z4903.50N/07201.75WrT107 -060 R20m',
    report: {
      time: undefined,
      frequency: { mhz: 146.94, tone: { kind: 'tone', hz: 107.2 }, offsetKhz: -600, rangeKm: 32.19 },
      comment: '',
    },
    source: 'APRS 1.2, freqspec; Dire Wolf writes 111111z for objects without a time',
  },
  {
    name: 'a frequency in the comment',
    line: 'N0CAL-9>APRS:!4903.50N/07201.75W>146.520MHz T100 -060 Hi',
    report: {
      frequency: { mhz: 146.52, tone: { kind: 'tone', hz: 100 }, offsetKhz: -600 },
      comment: 'Hi',
    },
    source: 'APRS 1.2, freqspec; Dire Wolf',
  },
  {
    name: 'a squelch code, narrow FM and another frequency to listen on',
    line: 'N0CAL-9>APRS:!4903.50N/07201.75W>444.000MHz d023 +500 R10k 449.000rx Hi',
    report: {
      frequency: {
        mhz: 444,
        tone: { kind: 'dcs', code: '023' },
        narrow: true,
        offsetKhz: 5000,
        rangeKm: 10,
        receiveMhz: 449,
      },
      comment: 'Hi',
    },
    source: 'APRS 1.2, freqspec',
  },
  {
    name: 'what a sign says',
    line: 'N0CAL>APRS:;SIGN     *092345z4903.50N\\07201.75Wm{55}',
    report: { signpost: '55', comment: '' },
    source: 'APRS101 chapter 11, signposts',
  },
  {
    name: 'a hurricane',
    line: 'N0CAL>APRS:;BRENDA   *092345z4903.50N/07201.75W@088/036/HC/150^200/0980>090&030%040',
    report: {
      courseDeg: 88,
      storm: {
        storm: 'hurricane',
        sustainedKmh: 277.8,
        gustKmh: 370.4,
        pressureHpa: 980,
        galeRadiusKm: 74.08,
      },
    },
    source: 'APRS101 chapter 12, storm data',
  },
  {
    name: 'where a signal comes from',
    line: 'N0CAL>APRS:%270/8',
    report: { kind: 'direction-finder', bearingDeg: 270, quality: 8 },
    source: 'APRS101 chapter 5, which has no form',
  },
  {
    name: 'data types that are kept for later',
    line: 'N0CAL>APRS:&here be dragons',
    report: { kind: 'reserved', use: 'map-feature', data: 'here be dragons' },
    source: 'APRS101 chapter 5',
  },
  {
    name: 'a blank before a message',
    line: 'N0CAL>APRS::N0CAL-1  : indented{1',
    report: { text: ' indented', id: '1' },
    source: 'Ham::APRS::FAP t/60binary-clean.t',
  },
  {
    name: 'an ack repeats what stood after the brace',
    line: 'N0CAL>APRS::N0CAL-1  :ackMM}AA',
    report: { kind: 'ack', id: 'MM', acks: 'AA' },
    source: 'APRS 1.1, reply-acks',
  },
  {
    name: 'five values of Mic-E telemetry',
    line: "N0CAL-4>5U2V08:`c51!f?>/'7200007100",
    report: { telemetry: { values: [114, 0, 0, 113, 0], sequence: undefined }, comment: '' },
    source: 'APRS101 chapter 10, the example; Ham::APRS::FAP has the two marks the other way round',
  },
  {
    name: 'two values of Mic-E telemetry, of channels 1 and 3',
    line: 'N0CAL-4>5U2V08:`c51!f?>/`7210',
    report: { telemetry: { values: [114, null, 16] } },
    source: 'APRS101 chapter 10',
  },
  {
    name: 'an offset with its unit is no frequency',
    line: 'N0CAL-3>APFD33:;F5ZXX    *210809z4456.71N/00018.28Wr433.250 TX +1.6MHZ',
    report: { frequency: undefined, comment: '433.250 TX +1.6MHZ' },
    source: 'javAPRSlib objects.txt; +1.6 MHz would be false',
  },
  {
    name: 'an offset in MHz, as D-STAR gateways send it',
    line: 'N0CAL>APDG03:!4919.95ND00705.73E&/A=000000440 MMDVM Voice 438.45000MHz -7.6000MHz',
    report: { frequency: { mhz: 438.45, offsetKhz: -7600 }, altitudeM: 0 },
    source: 'javAPRSlib aprs.txt (APDG01 to APDG04)',
  },
  {
    name: 'an offset in kHz with its unit',
    line: 'N0CAL>APRS:;IR1XX    *111111z4358.77N/00801.02Er145.737MHz -600KHz Imperia',
    report: { frequency: { mhz: 145.737, offsetKhz: -600 }, comment: 'Imperia' },
    source: 'javAPRSlib aprs.txt; read as tens of kHz it would be -6 MHz',
  },
  {
    name: 'text immediately after the offset',
    line: 'N0CAL>AP4R10:;DB0XX-R  *111111z4931.50N/01127.00Er145.662MHz R50k -060EL-22580',
    report: { frequency: { mhz: 145.662, offsetKhz: -600, rangeKm: 50 }, comment: 'EL-22580' },
    source: 'javAPRSlib objects.txt; Dire Wolf 1.6',
  },
  {
    name: 'a tone immediately after the frequency',
    line: 'N0CAL>BEACON:;146.780BW*111111z3512.02N/11212.30Wr146.780MHzT091 -060 R99m IRLP',
    report: {
      frequency: { mhz: 146.78, tone: { kind: 'tone', hz: 91.5 }, offsetKhz: -600, rangeKm: 159.33 },
      comment: 'IRLP',
    },
    source: 'javAPRSlib aprs.txt; Dire Wolf 1.6',
  },
  {
    name: 'T000 is no tone',
    line: 'N0CAL>APRS:;ER-XX    *111111z5039.56NE00806.15E0438.862MHz T000 R104k Relais',
    report: { frequency: { mhz: 438.862, tone: { kind: 'none' }, rangeKm: 104 }, comment: 'Relais' },
    source: 'javAPRSlib aprs.txt (SvxLink); 0 Hz is no tone of EIA RS-220',
  },
  {
    name: 'a bearing that is not known',
    line: 'N0CAL>APRS:!4903.50N/07201.75W\\111/100/   /...text',
    report: { courseDeg: 111, bearing: undefined, comment: 'text' },
    source: 'aprslib test_parse_common.py',
  },
  {
    name: 'a blank after the letters of a Mic-E radio',
    line: 'N0CAL>US5VPT:`2IO !uj/]":l}= ',
    report: { device: 'Kenwood TM-D710', comment: '' },
    source: 'javAPRSlib aprs.txt; aprs-deviceid, micelegacy',
  },
  {
    name: 'program and weather station by their letters',
    line: 'N0CAL>APW249:_08161921c040s000g002t078r000p000P000h00b10186wU2K',
    report: { weather: { software: 'WinAPRS', unit: 'Ultimeter 500 or 2000' }, comment: 'wU2K' },
    source: 'APRS101 chapter 12; javAPRSlib aprs.txt',
  },
  {
    name: 'letters of chapter 12 without the dash',
    line: 'N0CAL>APRS:!4903.50N/07201.75W_220/004g005t077h50b09900dUII',
    report: { weather: { software: 'APRSdos', unit: 'Ultimeter II' } },
    source: 'APRS101 chapter 12 (U-II)',
  },
  {
    name: 'four letters that are no weather station',
    line: 'N0CAL>APRS:!4903.50N/07201.75W_220/004g005t077h50b09900OTW1',
    report: { weather: { software: undefined, unit: undefined }, comment: 'OTW1' },
    source: 'javAPRSlib wx.txt (OpenTracker)',
  },
];
