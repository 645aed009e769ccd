/**
 * `onair/wiring`: checks a wiring by every rule and prints the findings. Needs no port.
 *
 *     node dist/host/examples/check-wiring.js              a wiring of the package
 *     node dist/host/examples/check-wiring.js ./my.yaml
 */
import { bomOf, check, loadDesign } from 'onair/wiring';

const [nameOrFile = 'compressor-switch'] = process.argv.slice(2);
const design = loadDesign(nameOrFile);
console.log(`${design.name}: ${design.parts.length} parts, ${design.wires.length} wires`);

const findings = check(design);
for (const { severity, where, message, remedy, reason } of findings) {
  console.log(`${severity} at ${where}: ${message}`);
  console.log(reason === undefined ? `  remedy: ${remedy}` : `  accepted because: ${reason}`);
}
if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;

console.log('to buy:');
for (const { count, part } of bomOf(design)) console.log(`  ${count} ${part}`);
