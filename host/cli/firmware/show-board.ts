import type { LeaseState } from '../../../firmware/air-up/board/lease/index.js';
import {
  type LeaseTerms,
  missingOn,
  whyNotSpoken,
} from '../../../firmware/air-up/board/lease/messages/index.js';
import {
  type BoardAnswers,
  type LeaseAnswers,
  type ResetCauseAnswer,
  type SketchIdentity,
  sketchIdentity,
} from '../../../firmware/flash/index.js';

/** A board's answers, for programs. */
export function answersJson({ identity, leases }: BoardAnswers) {
  if (!leases) return { ...identity, leases: null, reset: null };
  const { about, inForce, reset } = leases;
  const { version, places, sum, kept, keptSum, capabilities } = about;
  return {
    ...identity,
    leases: {
      version,
      places,
      sum,
      kept,
      keptSum,
      capabilities,
      inForce: inForce.map(({ terms, isActive, trip }) => ({ ...termsJson(terms), isActive, trip })),
    },
    reset: reset ? { causes: reset.causes, reportedBy: reset.reportedBy } : null,
  };
}

/** Terms for programs. */
export function termsJson({ watch, ...terms }: LeaseTerms) {
  return { ...terms, watch: watch ?? null };
}

/** One line: `onair-failsafe 1.1, Firmata 2.5, lease messages 1`. */
export function identityText({ identity, leases }: BoardAnswers): string {
  const { name, version, protocol } = identity;
  const messages = leases ? `lease messages ${leases.about.version}` : 'no leases';
  return `${name} ${version}, Firmata ${protocol}, ${messages}`;
}

/** Rows of a table: all answers of a board. */
export function answersRows(answers: BoardAnswers): string[][] {
  const { identity, leases } = answers;
  const ours = sketchIdentity();
  const rows = [
    ['firmware', `${identity.name} ${identity.version}${ageOf(answers, ours)}`],
    ['protocol', `Firmata ${identity.protocol}`],
  ];
  return leases
    ? [...rows, ...leaseRows(leases)]
    : [...rows, ['leases', 'none: nothing releases a pin if the computer fails']];
}

/** Whether it runs the sketch of this package, or which other one. */
function ageOf({ identity: { name, version }, leases }: BoardAnswers, ours: SketchIdentity): string {
  if (name !== ours.name) return '';
  const speaks = leases?.about.version;
  if (speaks !== undefined && speaks !== ours.leases)
    return `, of ${speaks > ours.leases ? 'a newer' : 'an older'} package: this one speaks lease messages ${ours.leases}`;
  if (version === ours.version) return ', that of this package';
  return `, not the ${ours.version} of this package`;
}

function leaseRows({ about, inForce, reset }: LeaseAnswers): string[][] {
  const { version, places, sum } = about;
  const why = whyNotSpoken(about);
  if (why)
    return [
      ['leases', why.what],
      ['', why.hint],
    ];
  return [
    ['leases', `messages ${version}, ${inForce.length} of ${places} places taken, sum ${hexSum(sum)}`],
    ...inForce.map((state) => [`  pin ${state.terms.pin}`, stateText(state)]),
    ['kept', keptText(about)],
    ...missingOn(about).map((what) => ['lacks', `it ${what}: onair firmware flash`]),
    ...(reset ? [['reset', resetText(reset)]] : []),
  ];
}

/** `low; silence 500 ms, on at most 61 s; tripped: restart`. */
function stateText({ terms, isActive, trip }: LeaseState): string {
  const tripped = trip === 'none' ? '' : `; TRIPPED: ${TRIPS[trip] ?? trip}`;
  return `${termsText(terms)}; ${isActive ? 'active now' : 'at its safe level'}${tripped}`;
}

const TRIPS: Readonly<Record<string, string>> = {
  silence: 'the host was silent',
  'active-too-long': 'it was on for too long',
  restart: 'the board was reset while the lease stood',
  reading: 'the watched reading was out of its range',
};

/** The terms of a lease, for people. */
export function termsText({ safeLevel, silenceMs, activeMs, watch }: LeaseTerms): string {
  return [
    `safe ${safeLevel === 1 ? 'high' : 'low'}`,
    `silence ${silenceMs} ms`,
    activeMs === 0 ? 'on as long as the host renews' : `on at most ${activeMs / 1000} s`,
    ...(watch
      ? [`A${watch.channel} within ${watch.lowest}..${watch.highest}, ${watch.samples} samples`]
      : []),
  ].join(', ');
}

function keptText({ kept, keptSum, sum }: LeaseAnswers['about']): string {
  switch (kept) {
    case 'nothing':
      return 'nothing in EEPROM';
    case 'terms':
      return `leases in EEPROM, sum ${hexSum(keptSum)}: ${keptSum === sum ? 'the same as in force' : 'not those in force'}`;
    case 'being-written':
      return 'EEPROM is being written';
    case 'unknown':
      return 'something in EEPROM that this version has no name for';
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  'power-on': 'power came',
  external: 'reset button, or a program that opened the port (this one does)',
  'brown-out': 'BROWN-OUT: the supply sagged',
  watchdog: 'WATCHDOG: the sketch hung',
};

function resetText({ causes, reportedBy }: ResetCauseAnswer): string {
  const why = causes.map((cause) => CAUSES[cause] ?? cause).join(', ') || 'unknown';
  return `${why}; reported by ${reportedBy === 'none' ? 'nothing: the bootloader clears it' : `the ${reportedBy}`}`;
}

/** A checksum for people to compare. */
export function hexSum(sum: number): string {
  return sum.toString(16).padStart(4, '0');
}
