import type { TireReport } from '../../../firmware/air-up/cycle/index.js';
import { clockText } from '../../../firmware/air-up/plot/index.js';
import { plotTerminal } from '../../../firmware/air-up/plot/terminal/index.js';
import { playJob } from '../../../firmware/air-up/simulate/index.js';
import { readVehicle } from '../../../firmware/air-up/vehicle/index.js';
import { DEFAULT_LINE, formatLine, type LineSettings } from '../../link/index.js';
import type { DeviceEvent } from '../../link/sim/index.js';
import { drawRate, type TourEvent, type TourPart, tourModule, tourRadio } from '../../tour/index.js';
import { honestReport } from '../air/job/honest-report.js';
import { reportLines } from '../air/job/show-report.js';
import { exampleText } from '../air/vehicle/load-vehicle.js';
import { connected } from '../port/connect.js';
import type { Io } from '../terminal/io.js';
import { widthOf } from '../terminal/layout.js';
import type { Output } from '../terminal/output.js';

/** The tour: from an unknown module to a packet on the air, on simulated devices in real time. */
export async function demo(io: Io, out: Output): Promise<void> {
  const startedAt = io.clock.now();
  out.event(headline('onair on simulated devices: no hardware needed, nothing is transmitted'));
  const module = await setUpModule(io, out);
  const monitor = await putRadioOnAir(io, out);
  const tires = airUp(io, out);
  out.result({
    schema: 'sim.demo@1',
    data: { module, monitor, tires, elapsedMs: Math.round(io.clock.now() - startedAt) },
    text: [
      '',
      `Done in ${Math.round((io.clock.now() - startedAt) / 1000)} s. With real hardware:`,
      '  onair ports                 which port is it?',
      '  onair doctor                is this computer ready?',
      '  onair hc06 probe            find the module (README: wire it to a USB adapter)',
      '  onair hc06 set --name TM-D700 --pin 4321 --baud 9600',
      '  onair tnc init --port /dev/rfcomm0',
      '  onair kiss send --port /dev/rfcomm0 --from YOURCALL --at LAT,LON',
      '  onair air plan --vehicle example:jeep --preset street',
      '  onair air inflate --port /dev/ttyUSB0 --tire FL=38 --max 50',
      'Each of them also takes --port sim:hc06, sim:tm-d700 or sim:air-up, and --help.',
    ],
  });
}

/** Headlines of the parts that the web app has too: title, and the command for it. */
const PARTS: Readonly<Record<TourPart, readonly [title: string, command: string]>> = {
  module: ['1  An HC-06 module at an unknown rate', 'onair hc06 probe'],
  settings: ['2  Name, PIN and the rate of the radio', 'onair hc06 set'],
  radio: ['3  The TNC of a TM-D700 into KISS', 'onair tnc init'],
  air: ['4  One APRS position, heard on the simulated air', 'onair kiss send'],
};

function show(out: Output, event: TourEvent): void {
  out.event(event.kind === 'part' ? headline(...PARTS[event.part]) : detail(detailOf(event)));
}

function detailOf(event: Exclude<TourEvent, { readonly kind: 'part' }>): string {
  switch (event.kind) {
    case 'asking':
      return `AT+VERSION at ${formatLine(event.line)} …`;
    case 'found':
      return `found ${event.module.version} at ${formatLine(event.module)} after ${seconds(event.module.elapsedMs)}`;
    case 'set':
      return `${event.applied.setting} ${event.applied.value}: the module says ${event.applied.answer}`;
    case 'verified':
      return `verified: it answers at ${formatLine(event.line)}`;
    case 'step':
      return `${event.step.label} (${seconds(event.step.elapsedMs)})`;
    case 'heard':
      return event.monitor;
  }
}

async function setUpModule(io: Io, out: Output): Promise<Readonly<Record<string, unknown>>> {
  const simulated = `sim:hc06?baud=${drawRate()}`;
  const port = { io, out, flags: { port: simulated }, simulated, line: () => DEFAULT_LINE };
  return connected(port, async ({ link, signal }) => {
    const setup = { clock: io.clock, signal, onEvent: (event: TourEvent) => show(out, event) };
    const { module, line } = await tourModule(link, setup);
    return { version: module.version, foundAt: module.baudRate, baudRate: line.baudRate };
  });
}

async function putRadioOnAir(io: Io, out: Output): Promise<string> {
  let onAir = '';
  const watch = (event: DeviceEvent): void => {
    if (event.kind === 'air') onAir = event.text;
  };
  const line = (): LineSettings => ({ ...DEFAULT_LINE, rtscts: true });
  const simulated = 'sim:tm-d700';
  const radio = { io, out, flags: { port: simulated }, simulated, line, onEvent: watch };
  return connected(radio, ({ link, signal }) => {
    const setup = { clock: io.clock, signal, onEvent: (event: TourEvent) => show(out, event) };
    return tourRadio(link, setup, () => onAir);
  });
}

/** Two tires of the builder's Jeep on the simulated compressor: minutes of air in a second. */
function airUp(io: Io, out: Output): readonly TireReport[] {
  out.event(headline('5  Two tires on a simulated compressor, 12 to 38 psi', 'onair air simulate'));
  const vehicle = readVehicle(exampleText('jeep'), 'example:jeep');
  const targets = vehicle.tires
    .slice(0, 2)
    .map(({ name, maxPsi }) => ({ tire: name, targetPsi: 38, maxPsi }));
  const startedAt = io.clock.now();
  const { simulated, recording } = playJob({ vehicle, kind: 'inflate', targets, startPsi: [12, 12] });
  const report = honestReport(simulated.state);
  const columns = Math.min(widthOf(io.stdout.columns), 80) - INDENT;
  for (const line of plotTerminal(recording, { columns, rows: 10, units: 'psi' })) out.event(detail(line));
  for (const line of reportLines(report, 'psi')) out.event(detail(line));
  const shown = `${clockText(Math.round(recording.seconds))} min:s of air in ${seconds(io.clock.now() - startedAt)}`;
  out.event(detail(shown));
  return report.tires;
}

/** Indentation of every line of a step. */
const INDENT = 3;

type Shown = Parameters<Output['event']>[0];

function headline(title: string, command = ''): Shown {
  const text = command === '' ? title : `${title.padEnd(54)} ${command}`;
  return { schema: 'sim.demo.step@1', data: { title, command }, text: ['', text] };
}

function detail(text: string): Shown {
  return { schema: 'sim.demo.line@1', data: { text }, text: [`${' '.repeat(INDENT)}${text}`] };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
