import type { Path } from '../../../../host/base/yaml/index.js';
import { type BoardModel, isAnalogPin, isDigitalPin, type PinName } from './boards.js';
import type { PinMap } from './pin-schema.js';

/** What a pin is used as. */
type Use =
  /** Moves air. */
  | 'drive'
  /** Shows or sounds something. */
  | 'signal'
  | 'contact'
  | 'voltage'
  | 'i2c';

/** One pin of a map and its use. */
export interface UsedPin {
  readonly pin: PinName;
  readonly use: Use;
  readonly path: Path;
  /** Name for people. */
  readonly title: string;
}

/** A mistake in a pin map, where it is, and what to do. */
interface WrongPin {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}

/** Every pin of a map, in the order in which they are written LOW. */
export function usedPins(pins: PinMap): readonly UsedPin[] {
  const { outlets, pump, battery, buttons, signals, display, model } = pins;
  const used: (Omit<UsedPin, 'pin'> & { readonly pin: PinName | undefined })[] = [];
  for (const [index, { name, fill, vent, sensor }] of outlets.entries()) {
    used.push({ pin: fill, use: 'drive', path: ['outlets', index, 'fill'], title: `fill valve of ${name}` });
    used.push({ pin: vent, use: 'drive', path: ['outlets', index, 'vent'], title: `vent valve of ${name}` });
    used.push({
      pin: sensor,
      use: 'voltage',
      path: ['outlets', index, 'sensor'],
      title: `sensor of ${name}`,
    });
  }
  used.push({ pin: pump.relay, use: 'drive', path: ['pump', 'relay'], title: 'pump relay' });
  used.push({ pin: pump.switch, use: 'contact', path: ['pump', 'switch'], title: 'pressure switch' });
  used.push({ pin: pump.supply, use: 'voltage', path: ['pump', 'supply'], title: 'sensor at the line' });
  used.push({ pin: battery?.pin, use: 'voltage', path: ['battery', 'pin'], title: 'battery divider' });
  for (const [name, pin] of Object.entries(buttons))
    used.push({ pin, use: 'contact', path: ['buttons', name], title: `${name} button` });
  for (const [name, pin] of Object.entries(signals))
    used.push({ pin, use: 'signal', path: ['signals', name], title: name });
  if (display)
    for (const pin of model.i2c) used.push({ pin, use: 'i2c', path: ['display'], title: 'display (I2C)' });
  return used.flatMap(({ pin, ...rest }) => (pin === undefined ? [] : [{ pin, ...rest }]));
}

/** The first mistake in a map; undefined if it can be wired. */
export function checkPins(pins: PinMap): WrongPin | undefined {
  const { model } = pins;
  const taken = new Map<PinName, UsedPin>();
  for (const used of usedPins(pins)) {
    const wrong = whyNot(used, model);
    if (wrong) return { path: used.path, ...wrong };
    const other = taken.get(used.pin);
    if (other) {
      return {
        path: used.path,
        message: `pin ${used.pin} is taken twice: by ${other.title} and by ${used.title}`,
        hint: `free are ${free(pins, used.use).join(', ') || 'none of this kind'}`,
      };
    }
    taken.set(used.pin, used);
  }
  return undefined;
}

function whyNot({ pin, use, title }: UsedPin, model: BoardModel): Omit<WrongPin, 'path'> | undefined {
  if (typeof pin === 'number' && model.serial.includes(pin)) {
    return {
      message: `${title}: pin ${pin} is the wire to the computer`,
      hint: `pins ${model.serial.join(', ')} belong to USB and to the link: take another`,
    };
  }
  if (use === 'voltage' && !isAnalogPin(pin, model)) {
    return {
      message: `${title}: pin ${pin} of the ${model.title} does not measure voltage`,
      hint: `take A0 to A${model.analogInputs - 1}`,
    };
  }
  if (use === 'contact' && typeof pin !== 'number') {
    return {
      message: `${title}: a contact can't be on ${pin}`,
      hint: `Johnny-Five's Switch reads digital pins only: take ${model.digital.join(' to ')}`,
    };
  }
  if (use !== 'voltage' && !isDigitalPin(pin, model)) {
    return {
      message: `${title}: the ${model.title} has no digital pin ${pin}`,
      hint: `take ${model.digital.join(' to ')}, or A0 to A5`,
    };
  }
  if (use === 'drive' && pin === model.blinks) {
    return {
      message: `${title}: pin ${pin} blinks at every reset of the board, and the valve with it`,
      hint: 'an LED may hang there; give what moves air another pin',
    };
  }
  return undefined;
}

function free(pins: PinMap, use: Use): readonly PinName[] {
  const { model } = pins;
  const taken = new Set(usedPins(pins).map(({ pin }) => pin));
  const analog = Array.from({ length: model.analogInputs }, (_, n): PinName => `A${n}`);
  const [first, last] = model.digital;
  const digital = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  return (use === 'voltage' ? analog : [...digital, ...analog]).filter(
    (pin) => !taken.has(pin) && !whyNot({ pin, use, path: [], title: '' }, model),
  );
}
