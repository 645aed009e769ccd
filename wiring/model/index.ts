/** Designs and parts, read from text. */
export { ampsOfWires, type Circuit, circuitsOf, type Leg } from './circuit.js';
export { type Design, type Joint, type Part, type Pin, pinText } from './design.js';
export {
  type DesignFile,
  designShape,
  type GuideStep,
  type Mistake,
  type Pipe,
  type Probe,
  type Wire,
} from './design-shape.js';
export { designators, electricalParts } from './designators.js';
export { type Kind, kindsShape, type PinKind } from './kind.js';
export { type Net, type Nets, netsOf } from './nets.js';
export { parseDesign, parseKinds } from './parse-design.js';
export {
  joinedStrips,
  type Placed,
  type Spot,
  type Stripboard,
  stripboardOf,
  stripName,
} from './stripboard.js';
export { SOLDERED } from './stripboard-shape.js';
export { TEMPLATE } from './template.js';
export { type Terminals, terminalsOf, wireEnd } from './terminals.js';
