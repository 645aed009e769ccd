import { type Mistake, type Probe, pinText } from '../../model/index.js';
import { type Found, type Rule, volts } from '../rule.js';
import { readingOf, withMistake } from './meter.js';

/** Whether a reading is the expected one of a right build. */
export function isExpected({ reads }: Probe, reading: number): boolean {
  if (reads === 'open') return reading === Number.POSITIVE_INFINITY;
  return reading >= reads[0] && reading <= reads[1];
}

/** A mistake in everyday words. */
function mistakeText(mistake: Mistake): string {
  if ('cut' in mistake) return `nothing at ${mistake.cut}`;
  if ('bridge' in mistake) return `${mistake.bridge.join(' and ')} bridged`;
  return `${('swap' in mistake ? mistake.swap : mistake.exchange).join(' and ')} exchanged`;
}

const blindCheck: Rule = {
  name: 'blind-check',
  severity: 'error',
  requirement: 'A check of the guide reads otherwise on a build that is wrong.',
  source:
    'calculated from the nets: a diode test across a connected coil shows the coil both ways, also with the diode reversed',
  find: ({ design }) =>
    design.file.steps.flatMap(({ id, check }) =>
      (check?.probes ?? []).flatMap((probe): Found[] => {
        const measure = check?.measure ?? '';
        // If the right build itself has a wrong reading, the rule wrong-reading has found it.
        if (!isExpected(probe, readingOf(design, probe, measure))) return [];
        const [end] = probe.ends.map((one) => design.pins.get(one));
        return probe.faults
          .filter((mistake) => isExpected(probe, readingOf(withMistake(design, mistake), probe, measure)))
          .map((mistake) => ({
            where: `step ${id}`,
            message: `${measure} at ${end ? pinText(end) : id} reads the same with ${mistakeText(mistake)}`,
            remedy: 'measure before the parts that hide it are connected, or measure elsewhere',
          }));
      }),
    ),
};

/** A reading as a meter shows it. */
function readingText(reading: number, measure: string): string {
  if (reading === Number.POSITIVE_INFINITY) return 'OL';
  return measure === 'resistance' ? `${Number(reading.toPrecision(3))} Ω` : volts(reading);
}

const wrongReading: Rule = {
  name: 'wrong-reading',
  severity: 'error',
  requirement: 'A check of the guide reads what it promises on a build that follows the wires.',
  source:
    'calculated from the nets: either the wires are wrong, or the guide sends a right build to search for a fault',
  find: ({ design }) =>
    design.file.steps.flatMap(({ id, check }) =>
      (check?.probes ?? []).flatMap((probe): Found[] => {
        const measure = check?.measure ?? '';
        const reading = readingOf(design, probe, measure);
        if (isExpected(probe, reading)) return [];
        const [end] = probe.ends.map((one) => design.pins.get(one));
        return [
          {
            where: `step ${id}`,
            message: `${measure} at ${end ? pinText(end) : id} reads ${readingText(reading, measure)}, the step expects ${typeof probe.reads === 'string' ? 'OL' : probe.reads.join(' to ')}`,
            remedy: 'compare the wires at both ends of the measurement with the step, one of them is wrong',
          },
        ];
      }),
    ),
};

const portWithoutPlug: Rule = {
  name: 'port-without-plug',
  severity: 'error',
  requirement: 'Both ends of a cable have their plug: no wire is soldered to a port.',
  source: 'the contacts of a port are inside the computer or the radio; its face is not that of the plug',
  find: ({ design }) =>
    design.wires.flatMap(({ from, to, spec }): Found[] =>
      [from, to]
        .filter(({ part }) => part.kind.needsPlug && spec.color !== undefined)
        .map((pin) => ({
          where: pin.id,
          message: `a wire is soldered to ${pinText(pin)}, which is a port`,
          remedy: 'add the plug as a part: a mated wire from the port to it, the soldered one from it on',
        })),
    ),
};

/** Rules on the checks with a meter: a check must be able to fail. */
export const CHECK_RULES: readonly Rule[] = [portWithoutPlug, wrongReading, blindCheck];
