/**
 * `onair/kenwood` and `onair/packet`: puts a TM-D700 into KISS mode, prints two packets, and restores the radio.
 * Transmits nothing.
 *
 *     node dist/host/examples/kiss-packets.js                        a simulated radio
 *     node dist/host/examples/kiss-packets.js /dev/rfcomm0 tm-d710
 */
import { findProfile, radioKinds, runExit, runInit } from 'onair/kenwood';
import { deviceCatalog, openLink, systemClock } from 'onair/link';
import { decodeAprs, decodeFrame, formatMonitor, KISS_COMMANDS, KissDecoder } from 'onair/packet';

const [port = 'sim:tm-d700?traffic=1', radio = 'tm-d700'] = process.argv.slice(2);
const profile = findProfile(radio);
const line = {
  baudRate: profile.line.defaultSpeed,
  parity: 'none',
  rtscts: profile.handshake.kind === 'rtscts',
} as const;

const link = await openLink(port, line, { clock: systemClock, devices: deviceCatalog(radioKinds) });
try {
  const { proof } = await runInit(link, profile, { clock: systemClock });
  console.log(`in KISS, by ${proof.kind}`);

  const decoder = new KissDecoder();
  let packets = 0;
  for await (const bytes of link.iterator({ destroyOnReturn: false })) {
    for (const { command, data } of decoder.push(bytes)) {
      const decoded = decodeFrame(data);
      if (command !== KISS_COMMANDS.data || !decoded.ok) continue;
      const { frame } = decoded;
      console.log(formatMonitor(frame));
      console.log(`  ${decodeAprs(frame).kind} from ${frame.from}`);
      packets++;
    }
    if (packets >= 2) break;
  }

  const { mode } = await runExit(link, profile, { clock: systemClock });
  console.log(`back in ${mode}`);
} finally {
  await link.close();
}
