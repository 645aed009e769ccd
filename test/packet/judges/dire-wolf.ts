import { type Facts, facts } from './facts.js';

/** The first line of an answer: what kind of packet, of whom. */
const KINDS: readonly (readonly [form: RegExp, read: (match: RegExpExecArray) => Facts])[] = [
  [
    /^(?:Weather Report with )?(Killed )?(?:Object|Item), "([^"]*)"/,
    ([, killed, name = '']) => ({ name, live: String(killed === undefined) }),
  ],
  [/^MIC-E, (.*)$/, ([, rest = '']) => micE(rest.split(', '))],
  [
    /^APRS Message (\S*) for "([^"]*)"/,
    ([, id, to = '']) => facts({ to, id: id === '' ? undefined : id?.replace(/\}$/, '') }),
  ],
  [/^ACK message (\S*) for "([^"]*)"/, ([, id = '', to = '']) => ({ to, ack: id.replace(/\}$/, '') })],
  [/^REJ message (\S*) for "([^"]*)"/, ([, id = '', to = '']) => ({ to, reject: id })],
  [/^Telemetry Parameter Name Message for "([^"]*)"/, ([, to = '']) => ({ to, defines: 'names' })],
  [/^Telemetry Unit\/Label Message for "([^"]*)"/, ([, to = '']) => ({ to, defines: 'units' })],
  [
    /^Telemetry Equation Coefficents Message for "([^"]*)"/,
    ([, to = '']) => ({ to, defines: 'coefficients' }),
  ],
  [/^Telemetry Bit Sense\/Project Name Message for "([^"]*)"/, ([, to = '']) => ({ to, defines: 'bits' })],
  [
    /^(Position|Weather Report|Positionless|Status Report|Telemetry|Ultimeter|Raw GPS|Station Capabilities|General Query|Third Party|User-Defined|Directed Station|Unknown APRS)/,
    () => ({}),
  ],
];

/** What comes before the first line: hints and complaints. */
function isKind(line: string): boolean {
  return KINDS.some(([form]) => form.test(line));
}

/** What decode_aprs says in terms that can be compared. */
export function direWolfFacts(answer: readonly string[]): Facts {
  const start = answer.findIndex(isKind);
  const [head = '', ...rest] = start === -1 ? [] : answer.slice(start);
  let found: Record<string, string | number> = {};
  for (const [form, read] of KINDS) {
    const match = form.exec(head);
    if (!match) continue;
    found = { ...read(match) };
    break;
  }
  const antenna = /, (\d+) W height=\S+ (\d)dBi/.exec(head);
  if (antenna) found.antenna = `${antenna[1]} W ${antenna[2]}dBi`;
  const range = /, range=([\d.]+)/.exec(head);
  if (range) found.range = Number(range[1]);
  const isText = /^APRS Message/.test(head);
  const hasComment =
    /^(Position|Weather|Object|Killed|Item|MIC-E|Status|Telemetry,|Raw|Station Cap|Positionless)/.test(head);
  let comment = '';
  for (const line of rest) {
    const more = place(line) ?? weather(line) ?? telemetry(line);
    if (more) found = { ...found, ...more };
    else comment = plain(line);
  }
  if (isText) found.text = comment.replace(/\{[A-Za-z0-9]{1,5}(\}[A-Za-z0-9]*)?$/, '');
  else if (hasComment && found.defines === undefined)
    found.comment = 'tail' in found ? String(found.tail) : comment;
  delete found.tail;
  return found;
}

function plain(line: string): string {
  const bytes = line.replace(/<0x([0-9a-f]{2})>/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return bytes.trim();
}

/** `truck, Kenwood TM-D700, In Service`; symbols may have commas. */
function micE(words: readonly string[]): Facts {
  const [device = '', state = ''] = words.slice(-2);
  return facts({
    state: state === 'Unknown MIC-E Message Type' ? 'unknown' : state,
    device: /^(Unknown manufacturer|Mic-Emsg|McTrackr)$/.test(device)
      ? undefined
      : device.replace('Original MIC-E', 'Mic-E'),
  });
}

function place(line: string): Facts | undefined {
  const grid = /^Grid square = (\S+?), (.*)$/.exec(line);
  const text = grid?.[2] ?? line;
  const match = /^([NS]) (\d\d) (\d\d\.\d{4}), ([EW]) (\d{3}) (\d\d\.\d{4})(.*)$/.exec(text);
  if (!match) return undefined;
  const [, ns, latitude, latMinutes, ew, longitude, lonMinutes, tail = ''] = match;
  const number = (form: RegExp): number | undefined => {
    const value = form.exec(tail)?.[1];
    return value === undefined ? undefined : Number(value);
  };
  return facts({
    locator: grid?.[1],
    latitude: (Number(latitude) * 60 + Number(latMinutes)) * (ns === 'S' ? -1 : 1),
    longitude: (Number(longitude) * 60 + Number(lonMinutes)) * (ew === 'W' ? -1 : 1),
    speed: number(/, (-?\d+) MPH/),
    course: number(/, course (-?\d+)/),
    altitude: number(/, alt (-?\d+) ft/),
    frequency: number(/, ([\d.]+) MHz/),
    tone: number(/, PL ([\d.]+)/) ?? /, DCS (\d{3})/.exec(tail)?.[1],
    offset: offsetKhz(/, ([+-]\d+(?:\.\d+)?)([kM])/.exec(tail)),
  });
}

/** `-600k` or `+5M`. */
function offsetKhz(match: RegExpExecArray | null): number | undefined {
  return match === null ? undefined : Number(match[1]) * (match[2] === 'M' ? 1000 : 1);
}

function weather(line: string): Facts | undefined {
  if (!/^(wind|, )|"[^"]*"$|^temperature/.test(line) || !/(temperature|gust|wind \d|barometer)/.test(line))
    return undefined;
  const number = (form: RegExp): number | undefined => {
    const value = form.exec(line)?.[1];
    return value === undefined ? undefined : Number(value);
  };
  return facts({
    wind: number(/wind (-?[\d.]+) mph/),
    'wind-from': number(/direction (\d+)/),
    gust: number(/gust (\d+)/),
    temperature: number(/temperature (-?[\d.]+)/),
    'rain-hour': number(/rain ([\d.]+) in last hour/),
    'rain-day': number(/rain ([\d.]+) in last 24 hours/),
    'rain-midnight': number(/rain ([\d.]+) since midnight/),
    humidity: number(/humidity (\d+)/),
    barometer: number(/barometer ([\d.]+)/),
    tail: /"([^"]*)"$/.exec(line)?.[1],
  });
}

function telemetry(line: string): Facts | undefined {
  const sequence = /^Seq=(\d+)/.exec(line)?.[1];
  if (sequence === undefined) return undefined;
  const values = [...line.matchAll(/, (A\d)=(-?[\d.]+)/g)].map(([, name = '', value]) => [
    name,
    Number(value),
  ]);
  const bits = [...line.matchAll(/, D\d=(\d)/g)].map(([, bit]) => bit).join('');
  return facts({
    sequence: Number(sequence),
    ...Object.fromEntries(values),
    bits: bits === '' ? undefined : bits,
  });
}
