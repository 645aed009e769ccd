// The arrows of the architecture: cli -> {hc06, kenwood, packet, kiss-server, air-up, wiring} -> link -> base.

/** Files of this package; what is neither that nor a dependency is a module of Node. */
const OURS = '(host|firmware|wiring|test)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(host|firmware)/', pathNot: 'cli/onair\\.ts$' },
      to: {},
    },
    {
      name: 'nobody-imports-the-cli',
      severity: 'error',
      from: { path: '^(host|firmware|wiring)/', pathNot: '^host/cli/' },
      to: { path: '^host/cli/' },
    },
    {
      name: 'link-knows-no-device',
      comment: 'a wire knows nothing of what hangs on it; simulated devices are passed in',
      severity: 'error',
      from: { path: '^host/link/' },
      to: { path: '^(host|firmware)/', pathNot: '^host/(link/|base/)' },
    },
    {
      name: 'devices-stand-beside-each-other',
      severity: 'error',
      from: { path: '^host/(hc06|packet)/' },
      to: { path: '^(host|firmware)/', pathNot: '^host/($1/|link/|base/)' },
    },
    {
      name: 'kenwood-uses-link-and-packet',
      severity: 'error',
      from: { path: '^host/kenwood/' },
      to: { path: '^(host|firmware)/', pathNot: '^host/(kenwood/|packet/|link/|base/)' },
    },
    {
      name: 'kiss-server-uses-packet',
      comment: 'no socket and no port: both are passed in',
      severity: 'error',
      from: { path: '^host/kiss-server/' },
      to: { pathNot: '^host/(kiss-server/|packet/|base/)' },
    },
    {
      name: 'frames-run-anywhere',
      comment: 'also in a browser: no Node module, also indirectly; the text of a file is passed in',
      severity: 'error',
      from: { path: '^host/(packet|kiss-server)/' },
      to: { path: `^(?!${OURS}|node_modules/)`, reachable: true },
    },
    {
      name: 'devices-run-in-a-browser',
      comment: 'no Node module but those that a bundler replaces, also indirectly',
      severity: 'error',
      from: { path: '^host/(hc06|kenwood|link/sim)/' },
      to: { path: `^(?!${OURS}|node_modules/|(stream|buffer|events)$)`, reachable: true },
    },
    {
      name: 'plant-stands-alone',
      severity: 'error',
      from: { path: '^firmware/air-up/plant/' },
      to: { path: '^(host|firmware)/', pathNot: '^firmware/(air-up/plant/|units\\.ts$)' },
    },
    {
      name: 'second-plant-knows-no-product',
      comment: 'what the cycle is judged by shares nothing with the plant that it was tuned on',
      severity: 'error',
      from: { path: '^test/air-up/second-plant/', pathNot: 'play\\.ts$' },
      to: { path: '^(host|firmware|wiring)/' },
    },
    {
      name: 'cycle-stands-alone',
      comment: 'pure control: no clock, no board, no console',
      severity: 'error',
      from: { path: '^firmware/air-up/cycle/' },
      to: { pathNot: '^firmware/(air-up/cycle/|units\\.ts$)' },
    },
    {
      name: 'air-up-uses-link',
      severity: 'error',
      from: { path: '^firmware/' },
      to: { path: '^host/', pathNot: '^host/(link/|base/)' },
    },
    {
      name: 'wiring-is-data-and-rules',
      comment: 'it knows no device, no board and no port',
      severity: 'error',
      from: { path: '^wiring/' },
      to: { path: '^(host|firmware)/', pathNot: '^host/base/' },
    },
    {
      name: 'host-devices-know-no-firmware',
      severity: 'error',
      from: { path: '^host/', pathNot: '^host/(cli|text)/' },
      to: { path: '^firmware/' },
    },
    {
      name: 'ground-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^host/base/' },
      to: { path: '^(host|firmware|wiring)/', pathNot: '^host/base/' },
    },
    {
      name: 'text-knows-types-only',
      comment: 'sentences for data of a core; whoever shows them passes in what they need',
      severity: 'error',
      from: { path: '^host/text/' },
      to: { pathNot: '^host/(text|base)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-serial-imports-serialport',
      severity: 'error',
      from: {
        path: '^(host|firmware)/',
        pathNot: '^host/link/(serial|serial-poller|ports/serial-list)\\.ts$',
      },
      to: { path: 'node_modules/serialport/' },
    },
    {
      name: 'product-imports-no-test-and-no-dev-dependency',
      severity: 'error',
      from: { path: '^(host|firmware)/' },
      to: {
        path: '^test/|node_modules',
        dependencyTypesNot: ['npm', 'core', 'npm-bundled'],
        pathNot: '^host/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'], mainFields: ['main', 'types'] },
  },
};
