/** A figure in a document: text that stands there, with the name of a figure in braces in place of each number. */
export interface Claim {
  readonly document: string;
  readonly text: string;
}

const HOST = 'host/README.md';
const WEB = 'host/web/README.md';
const SKETCH = 'firmware/failsafe/README.md';

const hc06Row = (title: string, name: string): Claim => ({
  document: HOST,
  text: `| ${title} | ${['found, mean', 'found, worst', 'found, shipped rates', 'set, mean']
    .map((what) => `{hc06, ${name}: ${what}} s`)
    .join(' | ')} |`,
});

const cyclesRow = (title: string, name: string): Claim => ({
  document: SKETCH,
  text: `| ${title} | ${['mean', 'most', 'reference, mean', 'reference, most', 'ratio of most']
    .map((what) => `{failsafe, ${name}: ${what}}`)
    .join(' | ')} |`,
});

/** Every measured figure in the documents. A new one has its row here, or the reviewer sends it back. */
export const CLAIMS: readonly Claim[] = [
  { document: 'README.md', text: 'in less than {demo: at most} seconds once it is built' },
  {
    document: 'README.md',
    text: 'at least {air-up: simulated time beside real, at least} times faster than real',
  },
  {
    document: 'CHANGELOG.md',
    text: 'comes off a long hose is noticed within {air-up: hose off, noticed within} s, in the first {air-up: hose off, early, noticed within} s of an opening within {air-up: hose off, early, noticed within} s',
  },
  { document: 'CHANGELOG.md', text: 'three other controllers, {air-up: jobs} jobs' },
  { document: 'CHANGELOG.md', text: 'Compared with Dire Wolf on {packets of every kind} packets' },
  { document: 'CHANGELOG.md', text: '{rules of wiring} rules; the board script' },
  { document: HOST, text: '| linvor at {hc06: rates} rates x {hc06: parities} parities |' },
  hc06Row('onair', 'onair'),
  hc06Row('fixed 1 s (hc_setup.py, proxmark)', 'fixed 1 s'),
  hc06Row('fixed 1.5 s', 'fixed 1.5 s'),
  hc06Row('fixed 2 s', 'fixed 2 s'),
  { document: HOST, text: 'so a place costs {hc06: listening at a place} s of listening' },
  { document: HOST, text: 'and {hc06: modules} places cost {hc06: listening at all places} s' },
  { document: HOST, text: 'set none of the {hc06, slow module, fixed 1 s: not set}, onair all' },
  { document: HOST, text: 'set none of the {hc06, slow module, fixed 1.5 s: not set}, onair all' },
  { document: HOST, text: 'What is made of {packets of every kind} packets' },
  cyclesRow('pin write, byte to pin', 'pin write'),
  cyclesRow('the same, 1 channel every 10 ms', 'pin write, 1 channel'),
  cyclesRow('the same, 6 channels every 10 ms', 'pin write, 6 channels'),
  cyclesRow('the same, a leased pin, one channel is watched', 'leased pin, one is watched'),
  cyclesRow('jitter of reports, 1 channel every 10 ms', 'report jitter, 1 channel'),
  cyclesRow('jitter of reports, 6 channels every 10 ms', 'report jitter, 6 channels'),
  { document: SKETCH, text: '| worst of {failsafe: cases} at random moments |' },
  { document: SKETCH, text: '| lease over to pin low | {failsafe: lease over to pin low} ms |' },
  {
    document: SKETCH,
    text: 'Uno, Nano, Mega | {failsafe, uno: lease over to pin low under every flood} ms, {failsafe, nano: lease over to pin low under every flood} ms, {failsafe, mega: lease over to pin low under every flood} ms |',
  },
  {
    document: SKETCH,
    text: 'sampling at 10 ms | {failsafe: sensor over its ceiling to pin low} ms |',
  },
  {
    document: SKETCH,
    text: '| program hangs to pins floating | {failsafe: program hangs to pins floating} ms |',
  },
  {
    document: WEB,
    text: 'at most {web: found and set, times the CLI, at most} times what `onair hc06 set` takes',
  },
  {
    document: WEB,
    text: 'within {web: first screen usable, times an empty page, at most} times what an empty',
  },
  { document: WEB, text: 'full (the latest {web: packets of a full log} packets' },
  { document: WEB, text: 'the first screen below {web: first screen, at most} kB (gzip)' },
  { document: 'firmware/README.md', text: '{air-up: tank into a small tire} psi more in a small tire' },
  {
    document: 'CONTRIBUTING.md',
    text: '{air-up: jobs} jobs: error p99 {air-up, cycle: error, p99} psi and {air-up, cycle: valve cycles, median} valve cycles',
  },
  {
    document: 'CONTRIBUTING.md',
    text: 'beside {air-up, constant offset: error, p99} psi and {air-up, constant offset: valve cycles, median} with',
  },
  {
    document: 'test/README.md',
    text: "takes {hc06, onair: found, worst} s of the module's time at worst",
  },
  {
    document: 'test/README.md',
    text: '{kiss-serve: clients} clients of `kiss serve` for {kiss-serve: minutes} minutes',
  },
  {
    document: 'test/README.md',
    text: 'a day of the panel with {panel: phones} phones and more than {panel: air-ups, more than} air-ups',
  },
];
