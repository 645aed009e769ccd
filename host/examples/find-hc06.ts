/**
 * `onair/hc06`: finds a module at any rate, and sets its name.
 *
 *     node dist/host/examples/find-hc06.js                     a simulated module, which becomes "Jeep"
 *     node dist/host/examples/find-hc06.js /dev/ttyUSB0        only finds it
 *     node dist/host/examples/find-hc06.js /dev/ttyUSB0 Jeep   finds it and writes the name
 */
import { applyPlan, Dialogue, hc06Kind, planSettings, probe, readRequested } from 'onair/hc06';
import { DEFAULT_LINE, deviceCatalog, formatLine, openLink, systemClock } from 'onair/link';

const given = process.argv.slice(2);
const [port = '', name] = given.length > 0 ? given : ['sim:hc06?baud=38400', 'Jeep'];

const devices = deviceCatalog([hc06Kind]);
const link = await openLink(port, DEFAULT_LINE, { clock: systemClock, devices });
const dialogue = new Dialogue(link, systemClock);
try {
  const found = await probe(dialogue); // only asks questions
  console.log(`found ${found.version} (${found.dialect.title}) at ${formatLine(found)}`);
  if (name !== undefined) {
    const plan = planSettings(readRequested({ name }), found.dialect, found);
    for (const { command } of plan) console.log(`write ${command}`);
    const { applied } = await applyPlan(dialogue, found, plan);
    for (const { setting, value, answer } of applied)
      console.log(`${setting} is ${value}: it said ${answer}`);
  }
} finally {
  await dialogue.end();
  await link.close();
}
