/** Facts about an adapter, by its USB id. */
export interface UsbAdapter {
  /** The chip, or the board if the id belongs to a whole board. */
  readonly chip: string;
  readonly maker: string;
  /** Highest rate that all chips with this id support; left out if sources differ. */
  readonly maxBaud?: number;
  /** What to know before using it. */
  readonly remark: string;
  /** Source of the id. */
  readonly source: string;
}

const FTDI = 'Future Technology Devices';
const SILABS = 'Silicon Labs';
const WCH = 'WCH (QinHeng)';
const USB_IDS = 'usb.ids 2025.07.26';
const FTDI_SIO = 'Linux drivers/usb/serial/ftdi_sio_ids.h';
const WCH_DRIVER = 'WCH ch343ser_linux driver/ch343.c';

const RESETS = 'the board restarts when the port is opened: wait about 2 seconds before talking to it';
const MAY_RESET = 'many of these boards restart when the port is opened';
const CLONE = 'also on Arduino clones, which restart when the port is opened';
const NATIVE =
  'native USB: the port goes away and comes back when the board restarts; its rate has no meaning';
const PL2303_OLD =
  'often a counterfeit or an old chip: the Windows driver refuses those ("please contact your supplier"); Linux and macOS take them';

/** By `vendor:product`, or `vendor` alone for a maker's other boards. Lower case, as in the kernel. */
export const ADAPTERS: Readonly<Record<string, UsbAdapter>> = {
  '0403:6001': {
    chip: 'FT232R',
    maker: FTDI,
    maxBaud: 3_000_000,
    remark: 'also in older Arduino Nanos, which restart when the port is opened',
    source: `${USB_IDS}; rate: FT232R datasheet`,
  },
  '0403:6010': { chip: 'FT2232', maker: FTDI, remark: 'two ports in one chip', source: USB_IDS },
  '0403:6011': { chip: 'FT4232H', maker: FTDI, remark: 'four ports in one chip', source: USB_IDS },
  '0403:6014': { chip: 'FT232H', maker: FTDI, remark: 'a plain USB adapter', source: USB_IDS },
  '0403:6015': {
    chip: 'FT231X',
    maker: FTDI,
    maxBaud: 3_000_000,
    remark: 'FT230X, FT231X and the rest of the FT-X line share this number',
    source: `${FTDI_SIO} (FTDI_FTX_PID); rate: FT231X datasheet`,
  },
  '0403:d011': {
    chip: 'SCS Tracker',
    maker: 'SCS',
    remark: 'a packet radio TNC, not a plain adapter',
    source: USB_IDS,
  },
  '0403:ebe0': {
    chip: 'TNC-X',
    maker: 'Coastal ChipWorks',
    remark: 'a KISS TNC, not a plain adapter',
    source: FTDI_SIO,
  },
  '0403:eee8': {
    chip: 'USB-KW',
    maker: 'microHAM',
    remark: 'a radio interface for Kenwood',
    source: FTDI_SIO,
  },
  '10c4:ea60': {
    chip: 'CP210x',
    maker: SILABS,
    maxBaud: 1_000_000,
    remark: 'CP2102, CP2104 and CP2102N share this number; cheap boards all carry the serial number 0001',
    source: `${USB_IDS}; rate: CP2102 in Linux drivers/usb/serial/cp210x.c`,
  },
  '10c4:ea70': { chip: 'CP2105', maker: SILABS, remark: 'two ports in one chip', source: USB_IDS },
  '10c4:ea71': { chip: 'CP2108', maker: SILABS, remark: 'four ports in one chip', source: USB_IDS },
  '1a86:7523': {
    chip: 'CH340',
    maker: WCH,
    maxBaud: 2_000_000,
    remark: `no serial number, so two of them can't be distinguished by name; ${CLONE}`,
    source: `${USB_IDS}; rate: CH340 datasheet`,
  },
  '1a86:7522': { chip: 'CH340', maker: WCH, remark: CLONE, source: USB_IDS },
  '1a86:5523': { chip: 'CH341', maker: WCH, remark: 'CH341 in serial mode', source: USB_IDS },
  '1a86:55d3': {
    chip: 'CH343',
    maker: WCH,
    maxBaud: 6_000_000,
    remark: 'on Linux it uses cdc_acm (ttyACM) unless the driver of the maker is installed',
    source: `${WCH_DRIVER}; rate: CH343 datasheet`,
  },
  '1a86:55d4': {
    chip: 'CH9102',
    maker: WCH,
    maxBaud: 4_000_000,
    remark: 'on Linux it uses cdc_acm (ttyACM) unless the driver of the maker is installed',
    source: `${WCH_DRIVER}; rate: CH9102 datasheet`,
  },
  '067b:2303': { chip: 'PL2303', maker: 'Prolific', remark: PL2303_OLD, source: USB_IDS },
  '067b:23a3': {
    chip: 'PL2303G',
    maker: 'Prolific',
    remark: 'a current PL2303 (G types)',
    source: 'Linux drivers/usb/serial/pl2303.h (PRODUCT_ID_GC)',
  },
  '2341:0001': { chip: 'Arduino Uno', maker: 'Arduino', remark: RESETS, source: USB_IDS },
  '2341:0043': { chip: 'Arduino Uno R3', maker: 'Arduino', remark: RESETS, source: USB_IDS },
  '2341:0010': { chip: 'Arduino Mega 2560', maker: 'Arduino', remark: RESETS, source: USB_IDS },
  '2341:0042': { chip: 'Arduino Mega 2560 R3', maker: 'Arduino', remark: RESETS, source: USB_IDS },
  '2341:8036': { chip: 'Arduino Leonardo', maker: 'Arduino', remark: NATIVE, source: USB_IDS },
  '2a03:0043': { chip: 'Arduino Uno R3', maker: 'Arduino.org', remark: RESETS, source: USB_IDS },
  '2a03:0042': { chip: 'Arduino Mega 2560 R3', maker: 'Arduino.org', remark: RESETS, source: USB_IDS },
  '2341': { chip: 'Arduino board', maker: 'Arduino', remark: MAY_RESET, source: USB_IDS },
  '2a03': { chip: 'Arduino board', maker: 'Arduino.org', remark: MAY_RESET, source: USB_IDS },
  '04d8:00dd': {
    chip: 'MCP2221',
    maker: 'Microchip',
    remark: 'MCP2221 and MCP2221A share this number',
    source: USB_IDS,
  },
  '2e8a': {
    chip: 'Raspberry Pi Pico',
    maker: 'Raspberry Pi',
    remark: NATIVE,
    source: 'raspberrypi/usb-pid Readme.md',
  },
  '303a': {
    chip: 'ESP32 with native USB',
    maker: 'Espressif',
    remark: NATIVE,
    source: 'esptool ESPRESSIF_VID',
  },
  '2166:600b': {
    chip: 'TH-D74',
    maker: 'JVC Kenwood',
    remark: 'the radio itself, on its own USB port',
    source: USB_IDS,
  },
  '2166:9023': {
    chip: 'TH-D75',
    maker: 'JVC Kenwood',
    remark: 'the radio itself, on its own USB port',
    source: 'public programs for the TH-D75; not in usb.ids',
  },
  '2166': { chip: 'JVC Kenwood radio', maker: 'JVC Kenwood', remark: 'the radio itself', source: USB_IDS },
};

/** The table entry for a USB id (hex digits, any case, with or without 0x), or undefined. */
export function findAdapter(
  vendorId: string | undefined,
  productId: string | undefined,
): UsbAdapter | undefined {
  const [vendor, product] = [vendorId, productId].map((id) =>
    id?.trim().toLowerCase().replace(/^0x/, '').padStart(4, '0'),
  );
  if (vendor === undefined) return undefined;
  return ADAPTERS[`${vendor}:${product}`] ?? ADAPTERS[vendor];
}
