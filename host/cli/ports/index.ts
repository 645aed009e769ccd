import type { Command } from 'commander';
import { listPorts, type PortInfo } from '../../link/ports/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';

/** `onair ports`: the serial ports of this computer, likeliest first. */
export function portsCommand(io: Io): Command {
  return command('ports', 'list serial ports and what is known of each adapter')
    .addHelpText('after', examples('onair ports', 'onair ports --json'))
    .action(async (flags: OutputFlags) => {
      const out = new Output(io, flags);
      const ports = await listPorts();
      out.result({
        schema: 'ports.list@1',
        data: { ports },
        text: ports.length > 0 ? ports.flatMap(describe) : NOTHING,
      });
    });
}

const NOTHING = [
  'no serial port found',
  'Plug the adapter in and look again; if it still is not listed: onair doctor',
  'No hardware at hand? Every command takes a simulated device: --port sim:hc06',
];

function describe(port: PortInfo): string[] {
  const ids = port.vendorId ? ` ${port.vendorId}:${port.productId ?? '????'}` : '';
  const what = port.adapter?.chip ?? port.product ?? port.manufacturer ?? '';
  const facts = [
    port.access === 'denied' ? 'you may not open it: onair doctor tells the remedy' : '',
    port.access === 'busy' ? 'another program has it open' : '',
    port.adapter?.maxBaud ? `up to ${port.adapter.maxBaud} baud` : '',
    port.remark ?? '',
    port.adapter?.remark ?? '',
    port.byId ? `also ${port.byId}` : '',
  ];
  return [
    `${port.path}  ${port.kind}${ids}${what ? `  ${what}` : ''}`,
    ...facts.filter((fact) => fact !== '').map((fact) => `    ${fact}`),
  ];
}
